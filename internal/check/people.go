package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var peopleCodes = []Code{
	{"person-aemter", diag.Warning, "Eine Person hat zur selben Zeit zwei verschiedene Ämter. Im Bericht stehen beide, und eines ist vermutlich falsch oder überholt. Berichtigen Sie amt; hat die Person beide Ämter, nennen Sie sie zusammen, und bei einem Wechsel behalten frühere Begegnungen das frühere Amt."},
	{"person-schreibweise", diag.Warning, "Der Name einer Person steht in zwei Schreibweisen. Im Bericht sieht das nach zwei Personen aus, und eine der beiden Schreibweisen ist vermutlich falsch. Schreiben Sie name überall gleich; sind es wirklich zwei Personen, nehmen Sie die Meldung hin."},
	{"person-beide-seiten", diag.Warning, "Eine Person steht einmal auf der Seite Nordrhein-Westfalens und einmal auf der Seite des Partners. Der Satz, der daraus gebildet wird, lässt sie für die falsche Seite sprechen. Tragen Sie sie unter nrw oder unter gegenueber ein, nicht unter beidem."},
}

// mention is a named person taking part in something.
type mention struct {
	entry       *entry
	key         string // "nrw[0]"; "" for a signatory
	name        string // without titles
	office      string
	ours        bool
	first, last date.Day
}

func (m *mention) at(field string) string {
	if m.key == "" {
		return field
	}
	return m.key + "." + field
}

// findMentions returns all named persons, in the report's order.
func (x *examiner) findMentions() []mention {
	var list []mention
	for _, e := range x.entries {
		first, last := x.period(e)
		side := func(key string, people []record.Person) {
			for i := range people {
				if p := &people[i]; p.Name != "" {
					list = append(list, mention{e, fmt.Sprintf("%s[%d]", key, i), withoutTitles(p.Name), p.Office, key == "nrw", first, last})
				}
			}
		}
		switch v := e.value.(type) {
		case *record.Meeting:
			side("nrw", v.Ours)
			side("gegenueber", v.Theirs)
		case *record.Measure:
			side("nrw", v.Ours)
			side("gegenueber", v.Theirs)
		case *record.Signatory:
			list = append(list, mention{e, "", withoutTitles(v.Name), v.Office, true, x.ed.AsOf, x.ed.AsOf})
		}
	}
	return list
}

// nameTitles are what stands before and after a name and is no part of it, without
// its full stops.
var nameTitles = wordSet("dr prof professor professorin dr-ing dipl-ing ing mag hc mult med phil rer nat jur pol habil herr herrn frau se ie exzellenz mdl mdb mdep phd ma mba llm msc")

// withoutTitles returns a name without „Prof. Dr.“, „Frau“ and „MdL“.
func withoutTitles(name string) string {
	name, _, _ = strings.Cut(name, ",")
	words := strings.Fields(strings.ReplaceAll(evenSpaces.Replace(name), "h. c.", "hc"))
	is := func(word string) bool { return nameTitles[strings.ToLower(strings.ReplaceAll(word, ".", ""))] }
	for len(words) > 1 && is(words[0]) {
		words = words[1:]
	}
	for len(words) > 1 && is(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	return strings.Join(words, " ")
}

func (x *examiner) people() {
	x.personSpellings()
	x.namesInTexts()
	var order []string
	byName := make(map[string][]*mention)
	for i := range x.mentions {
		m := &x.mentions[i]
		key := foldName(m.name)
		if !strings.Contains(key, " ") {
			continue // a surname alone may be anybody's
		}
		if byName[key] == nil {
			order = append(order, key)
		}
		byName[key] = append(byName[key], m)
	}
	for _, key := range order {
		x.personSides(byName[key])
		x.personOffices(byName[key])
	}
}

// personSides reports a person who stands on both sides.
func (x *examiner) personSides(list []*mention) {
	var ours, theirs []*mention
	for _, m := range list {
		if m.ours {
			ours = append(ours, m)
		} else {
			theirs = append(theirs, m)
		}
	}
	if len(ours) == 0 || len(theirs) == 0 {
		return
	}
	here, there := theirs[0], ours[0]
	if len(ours) < len(theirs) {
		here, there = ours[0], theirs[0]
	}
	of := make(map[*entry]*mention, len(theirs))
	for _, m := range theirs {
		of[m.entry] = m
	}
	for _, m := range ours { // best shown where both stand together
		if n := of[m.entry]; n != nil {
			if here, there = n, m; len(ours) < len(theirs) {
				here, there = m, n
			}
			break
		}
	}
	if here.entry != there.entry && here.office != "" && there.office != "" && here.office != there.office &&
		!compatible(parseOffice(here.office), parseOffice(there.office)) {
		return // perhaps two persons of one name; of two offices person-aemter speaks
	}
	side := func(m *mention) string {
		if m.ours {
			return "nrw"
		}
		return "gegenueber"
	}
	x.report("person-beide-seiten", here.entry, here.at("name"), "Tragen Sie die Person nur unter der Seite ein, für die sie teilnahm.",
		"„%s“ steht hier unter %s, in %s aber unter %s.", here.name, side(here), elsewhere(here.entry, there.entry.at(there.at("name"))), side(there))
}

// someOffices is how many offices of one person are compared.
const someOffices = 12

// personOffices reports a person with two offices at one time.
func (x *examiner) personOffices(list []*mention) {
	type held struct {
		parts []officePart
		uses  []*mention
		// What may have been the order of the uses: from the first possible day
		// of the last one to the last possible day of the first.
		latest, earliest int
	}
	var all []*held
	at := make(map[string]*held)
	var whole [][]officePart // with more than one part: who holds it holds each
	if parts := parseOffice(x.ed.Set.House.Office); len(parts) > 1 {
		whole = append(whole, parts)
	}
	for _, m := range list {
		if m.office == "" {
			continue
		}
		first, last := dayNumber(m.first), dayNumber(m.last)
		if last-first <= 31 {
			last = first
		}
		key := foldName(m.office)
		h := at[key]
		if h == nil {
			h = &held{parts: parseOffice(m.office), latest: first, earliest: last}
			if len(h.parts) == 0 || len(all) == someOffices {
				continue
			}
			if len(h.parts) > 1 {
				whole = append(whole, h.parts)
			}
			at[key] = h
			all = append(all, h)
		}
		h.uses = append(h.uses, m)
		h.latest, h.earliest = max(h.latest, first), min(h.earliest, last)
	}
	for i, a := range all {
		for _, b := range all[i+1:] {
			if compatible(a.parts, b.parts) || slices.ContainsFunc(whole, func(c []officePart) bool { return compatible(c, a.parts) && compatible(c, b.parts) }) {
				continue
			}
			if a.latest < b.earliest || b.latest < a.earliest {
				continue // one after the other
			}
			if cmp.Or(cmp.Compare(len(a.uses), len(b.uses)), -cmp.Compare(a.latest, b.latest)) < 0 {
				a, b = b, a
			}
			here, there := b.uses[0], a.uses[0]
			x.report("person-aemter", here.entry, here.at("amt"), "Berichtigen Sie amt; stimmt beides, nennen Sie die Ämter zusammen („… und …“).",
				"„%s“ ist hier „%s“, in %s aber zur selben Zeit „%s“.", here.name, here.office, elsewhere(here.entry, there.entry.at(there.at("amt"))), there.office)
			return
		}
	}
}

// officePart is one office of „Minister für … und Chef der Staatskanzlei“.
type officePart struct {
	head   string   // „minister“
	deputy bool     // „stellvertretender …“, „Vize…“
	former bool     // „ehemaliger …“
	role   bool     // held beside another office: chair, representative
	fields []string // of a minister and the like: what for, each by its first letters; empty: not said
}

// officeHeads are the nouns by which an office is known, without umlauts; a
// longer one stands before what it ends with. "=" gives another name for it, "+" means that
// it is held for a field, "*" that it is held beside another office.
var officeHeads = strings.Fields(`ministerpraesidentin=premierin premierministerin=premierin premierin ministerpraesident=premier premierminister=premier premier
	staatssekretaerin+ staatssekretaer+ staatsministerin+=ministerin ministerin+ staatsminister+=minister minister+ senatorin+ senator+ regierungschefin=premierin regierungschef=premier
	generalsekretaerin generalsekretaer parteisekretaerin parteisekretaer sekretaerin sekretaer
	generalkonsulin generalkonsul honorarkonsulin honorarkonsul konsulin konsul botschafterin botschafter
	oberbuergermeisterin oberbuergermeister buergermeisterin buergermeister landraetin landrat
	praesidentin praesident gouverneurin gouverneur marschallin marschall woiwodin woiwode bundeskanzlerin bundeskanzler
	vorsitzende*=vorsitz vorsitzender*=vorsitz beauftragte* beauftragter* bevollmaechtigte* bevollmaechtigter* vertreterin* vertreter*
	sprecherin* sprecher* abgeordnete* abgeordneter* mitglied* delegationsleiterin* delegationsleiter*
	kommissarin kommissar leiterin leiter direktorin direktor chefin chef rektorin rektor koenigin koenig`)

var officeHead = func() []officeNoun {
	list := make([]officeNoun, len(officeHeads))
	for i, s := range officeHeads {
		s, other, _ := strings.Cut(s, "=")
		n := officeNoun{role: strings.HasSuffix(s, "*"), forField: strings.HasSuffix(s, "+")}
		n.noun = strings.TrimRight(s, "*+")
		n.head = cmp.Or(other, n.noun)
		list[i] = n
	}
	return list
}()

type officeNoun struct {
	noun, head     string
	role, forField bool
}

// parseOffice returns the offices that the words name. What it does not know it
// leaves out; none: nothing can be said about it.
func parseOffice(s string) []officePart {
	var parts []officePart
	var part *officePart
	deputy, former, after := false, false, ""
	var before []string // „Außen-“ of „Außen- und Europaminister“
	forField := false
	for word := range strings.FieldsFuncSeq(foldName(s), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;/()", r) }) {
		open := strings.HasSuffix(word, "-")
		word = strings.ReplaceAll(word, "-", "")
		i := slices.IndexFunc(officeHead, func(n officeNoun) bool { return strings.HasSuffix(word, n.noun) })
		if i >= 0 && !open {
			n := officeHead[i]
			prefix := strings.TrimSuffix(word, n.noun)
			p := officePart{head: n.head, role: n.role, deputy: deputy, former: former}
			for _, vice := range []string{"vize", "vice"} {
				if rest, ok := strings.CutPrefix(prefix, vice); ok {
					p.deputy, prefix = true, rest
				}
			}
			if rest, ok := strings.CutPrefix(prefix, "alt"); ok && rest == "" {
				p.former = true
			}
			if forField = n.forField; forField {
				for _, b := range append(before, prefix) {
					p.addField(b)
				}
			}
			parts = append(parts, p)
			part = &parts[len(parts)-1]
			deputy, former, after, before = false, false, "", nil
			continue
		}
		switch {
		case strings.HasPrefix(word, "stellvertretend"), word == "stv.":
			deputy = true
		case strings.HasPrefix(word, "ehemalig"), strings.HasPrefix(word, "frueher"):
			former = true
		case word == "fuer", word == "der" && after != "fuer", word == "des" && after != "fuer":
			after = word
		case part != nil && forField && (after == "fuer" || slices.Contains([]string{"justiz", "finanzen", "innern", "inneren", "auswaertigen"}, word)):
			part.addField(word)
		case open:
			before = append(before, word)
		}
	}
	return parts
}

// addField adds what the office is for.
func (p *officePart) addField(word string) {
	word = strings.TrimSuffix(word, "angelegenheiten")
	if strings.HasPrefix(word, "auswaertig") {
		word = "aussen"
	}
	if utf8.RuneCountInString(word) < 4 || word == "sowie" {
		return
	}
	p.fields = append(p.fields, word[:4])
}

// compatible reports whether one person may hold both at one time, or both mean
// one office.
func compatible(a, b []officePart) bool {
	for i := range a {
		for j := range b {
			if a[i].like(&b[j]) {
				return true
			}
		}
	}
	return false
}

func (p *officePart) like(q *officePart) bool {
	besides := func(p *officePart) bool { return p.role || p.deputy && strings.HasPrefix(p.head, "premier") }
	if besides(p) && !besides(q) || besides(q) && !besides(p) || p.role && q.role {
		return true
	}
	if p.head != q.head || p.deputy != q.deputy || p.former != q.former {
		return false
	}
	return len(p.fields) == 0 || len(q.fields) == 0 || slices.ContainsFunc(p.fields, func(f string) bool { return slices.Contains(q.fields, f) })
}

// personSpellings reports names that are written in two ways.
func (x *examiner) personSpellings() {
	var names variants
	sides := make(map[string][2]bool) // by name: seen on our side, on theirs
	for i := range x.mentions {
		m := &x.mentions[i]
		names.add(m.name, use{m.entry, m.at("name"), m.last, m.office})
		s := sides[m.name]
		if m.ours {
			s[0] = true
		} else {
			s[1] = true
		}
		sides[m.name] = s
	}
	keys := func(v *variant, yield func(string)) {
		yield(v.folded)
		first, last := nameParts(v.text)
		if first == "" {
			return
		}
		if utf8.RuneCountInString(last) >= 4 {
			deletions(last, func(s string) { yield(first + "\x00" + s) })
		}
		yield(soundsLike(first) + "\x02" + last)
		if utf8.RuneCountInString(first) >= 6 {
			deletions(first, func(s string) { yield(s + "\x01" + last) })
		}
	}
	like := func(a, b *variant) bool {
		if a.folded == b.folded {
			return true
		}
		if s, t := sides[a.text], sides[b.text]; !(s[0] && t[0]) && !(s[1] && t[1]) {
			return false // one of ours and one of theirs
		}
		for i := range min(len(a.uses), crowd) { // side by side: two persons
			for j := range min(len(b.uses), crowd) {
				if a.uses[i].entry == b.uses[j].entry {
					return false
				}
			}
		}
		firstA, lastA := nameParts(a.text)
		firstB, lastB := nameParts(b.text)
		if firstA == firstB {
			_, ok := oneEdit(lastA, lastB)
			return ok && max(utf8.RuneCountInString(lastA), utf8.RuneCountInString(lastB)) >= 5
		}
		if lastA == lastB && soundsLike(firstA) == soundsLike(firstB) && sameOffice(a, b) {
			return true
		}
		// Martin and Martina, Christian and Christina differ at the end.
		at, ok := oneEdit(firstA, firstB)
		return ok && lastA == lastB && min(len(firstA), len(firstB)) >= 6 && at < min(len(firstA), len(firstB))-2
	}
	accepted := x.spellings()
	names.pairs(keys, like, func(a, b *variant) {
		u, right := odd(a, b, accepted)
		if u == nil {
			return
		}
		wrong := a
		if right == a {
			wrong = b
		}
		other := right.uses[0]
		x.report("person-schreibweise", u.entry, u.key, "Schreiben Sie name überall gleich; sind es zwei Personen, nehmen Sie die Meldung hin.",
			"„%s“ heißt in %s „%s“.", wrong.text, elsewhere(u.entry, other.entry.at(other.key)), right.text)
	})
}

var sounds = strings.NewReplacer("ph", "f", "th", "t", "ck", "k", "ch", "k", "c", "k", "y", "i", "z", "s")

// soundsLike folds the ways in which a first name is written: Marc and Mark,
// Stefan and Stephan, Mathias and Matthias.
func soundsLike(first string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range sounds.Replace(first) {
		if r != last {
			b.WriteRune(r)
		}
		last = r
	}
	return strings.TrimSuffix(b.String(), "h")
}

// sameOffice reports whether two names may stand for one person, as far as
// offices tell: „Stefan Müller“ and „Stephan Müller“ may well be two.
func sameOffice(a, b *variant) bool {
	for i := range min(len(a.uses), crowd) {
		for j := range min(len(b.uses), crowd) {
			s, t := a.uses[i].office, b.uses[j].office
			if s != "" && t != "" && compatible(parseOffice(s), parseOffice(t)) {
				return true
			}
		}
	}
	return false
}

// namesInTexts reports a person whose first name, or a long surname, is written
// otherwise in a text: „Mathias Diependaele“ of Matthias Diependaele.
func (x *examiner) namesInTexts() {
	var persons []*mention         // those with a first name and a surname, each once
	parts := make(map[string]bool) // their first names and surnames
	said := make(map[string]bool)  // names that are a person's, or reported
	for i := range x.mentions {
		m := &x.mentions[i]
		folded := foldName(m.name)
		first, last, ok := strings.Cut(m.name, " ")
		if said[folded] || !ok {
			continue
		}
		said[folded] = true
		if !strings.Contains(last, " ") && utf8.RuneCountInString(last) >= 4 {
			parts[first], parts[last] = true, true
			persons = append(persons, m)
		}
	}
	if len(persons) == 0 {
		return
	}
	alike := make(map[string]*mention)    // by how the first name sounds, and the surname
	nearly := make(map[string][]*mention) // by the first name, and the surname or what is left of it without a letter
	index := sync.OnceFunc(func() {       // few texts need it
		for _, m := range persons {
			first, last, _ := strings.Cut(m.name, " ")
			if key := soundsLike(foldName(first)) + " " + last; alike[key] == nil {
				alike[key] = m
			}
			if surname := foldName(last); utf8.RuneCountInString(surname) >= 6 {
				deletions(surname, func(s string) {
					key := first + " " + s
					if list := nearly[key]; len(list) < crowd {
						nearly[key] = append(list, m)
					}
				})
			}
		}
	})
	// meant returns the person for whom a name of no person is meant.
	meant := func(first, last string) (found *mention) {
		index()
		if m := alike[soundsLike(foldName(first))+" "+last]; m != nil || !parts[first] {
			return m
		}
		is := foldName(last)
		deletions(is, func(s string) {
			for _, m := range nearly[first+" "+s] {
				_, surname, _ := strings.Cut(m.name, " ")
				should := foldName(surname)
				if _, slip := oneEdit(should, is); found == nil && (slip || is == should) && is != should+"s" && is != should+"n" {
					found = m
				}
			}
		})
		return found
	}
	accepted := x.spellings()
	notOfWord := func(r rune) bool { return !isWordRune(r) }
	for _, e := range x.entries {
		for i := range e.texts {
			t := &e.texts[i]
			if !t.prose() {
				continue
			}
			first, next := "", ""
			for word := range strings.SplitSeq(t.plain, " ") {
				first, next = next, ""
				last := strings.TrimRightFunc(word, notOfWord)
				if last == word { // otherwise a mark parts it from what follows
					next = strings.TrimLeftFunc(word, notOfWord)
				}
				if first == "" || !parts[first] && !parts[last] {
					continue
				}
				name := first + " " + last
				if said[foldName(name)] || accepted[name] != nil || accepted[first] != nil {
					continue
				}
				m := meant(first, last)
				if m == nil {
					continue
				}
				said[foldName(name)] = true
				x.report("person-schreibweise", e, t.Key, "Schreiben Sie den Namen überall gleich; sind es zwei Personen, nehmen Sie die Meldung hin.",
					"„%s“ heißt in %s „%s“.", name, elsewhere(e, m.entry.at(m.at("name"))), m.name)
			}
		}
	}
}

// nameParts divides a folded name into what stands before the surname and the
// surname: the last word, or the one in capitals („XU Kunlin“).
func nameParts(name string) (first, last string) {
	words := strings.Fields(name)
	at := len(words) - 1
	for i, w := range words {
		if len(words) > 1 && utf8.RuneCountInString(w) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w {
			at = i
			break
		}
	}
	last = foldName(words[at])
	return foldName(strings.Join(slices.Delete(words, at, at+1), " ")), last
}
