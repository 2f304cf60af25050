package preflight

import (
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
)

var wordingRules = []rule{
	{"wortlaut-fehlt", design, diag.Error,
		"Jeder Absatz des Entwurfs steht in der PDF-Datei.", wording(func(m *matching) []difference { return m.missing })},
	{"wortlaut-abweichung", design, diag.Error,
		"Der Wortlaut der PDF-Datei ist der des Entwurfs.", wording(func(m *matching) []difference { return m.changed })},
	{"wortlaut-zusatz", design, diag.Error,
		"In der PDF-Datei steht kein Text, den der Entwurf nicht hat.", wording(func(m *matching) []difference { return m.added })},
	{"wortlaut-reihenfolge", design, diag.Error,
		"Die Absätze werden in der Reihenfolge des Entwurfs vorgelesen.", wording(func(m *matching) []difference { return m.moved })},
	{"wortlaut-entwurf", design, diag.Error,
		"Entwürfe und Muster heißen auf dem Titelblatt und auf jeder Seite so.", ours(checkState)},
	{"wortlaut-beiwerk", design, diag.Error,
		"Was nicht vorgelesen wird, ist Kopfzeile, Seitenzahl, Rücksendeangabe, wiederholter Tabellenkopf, Füllpunkt oder Trennstrich.", ours(checkAside)},
}

// difference is a difference between a file and its draft.
type difference struct {
	page int
	text string
}

// matching is what the comparison of a file with its draft has found.
type matching struct {
	missing, changed, added, moved []difference
}

// mostFaults is how many differences are looked for. Beyond, the two are
// different texts.
const mostFaults = 500

func wording(faults func(*matching) []difference) func(*document, report) {
	return ours(func(d *document, s *sheets, say report) {
		if s.matched == nil {
			s.matched = s.match(d)
		}
		for _, f := range faults(s.matched) {
			say(f.page, "%s", f.text)
		}
	})
}

// draftMark is what the title page says of drafts by itself.
var draftMark = regexp.MustCompile(`^ENTWURF(, Fassung [0-9a-f]{6})?$`)

// headerMark is what headers say of them.
var headerMark = regexp.MustCompile(`^(ENTWURF|Muster|ENTWURF · Muster)$`)

// itemLabel is what stands before the items of lists.
var itemLabel = regexp.MustCompile(`^([•–]|\d+\.)$`)

// matcher goes through the blocks of the draft and those of the file at once. A
// block of the draft can be several of the file, one after the other: each line
// of a letter's information block is one.
type matcher struct {
	want    []string
	got     []block
	wantAt  map[string][]int // by first word
	gotAt   map[string][]int
	missing []int // of want
	added   []int // of got
	out     matching
}

// match compares the text along the structure with the draft's blocks.
func (s *sheets) match(d *document) *matching {
	m := &matcher{wantAt: map[string][]int{}, gotAt: map[string][]int{}}
	for _, b := range d.want.Blocks {
		if text := plainWords(b); text != "" {
			m.wantAt[firstWord(text)] = append(m.wantAt[firstWord(text)], len(m.want))
			m.want = append(m.want, text)
		}
	}
	marks, _ := s.titleMarks(d)
	for _, b := range s.blocks {
		if marks[b.element] || s.contented[b.element] || standsIn(b.element, "Lbl") && itemLabel.MatchString(b.text) {
			continue
		}
		m.gotAt[firstWord(b.text)] = append(m.gotAt[firstWord(b.text)], len(m.got))
		m.got = append(m.got, b)
	}
	returned := s.returned()
	b, i := 0, 0
	for b < len(m.want) || i < len(m.got) {
		if n := m.fits(b, i); n > 0 {
			b, i = b+1, i+n
			continue
		}
		switch {
		case b < len(m.want) && m.want[b] == returned:
			b++
		case len(m.missing)+len(m.added)+len(m.out.changed) >= mostFaults:
			b, i = len(m.want), len(m.got)
		default:
			b, i = m.differ(b, i)
		}
	}
	m.tell()
	s.unclaimed(&m.out)
	return &m.out
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}

// fits returns how many blocks of the file from i on are block b of the draft,
// 0 if it is not there.
func (m *matcher) fits(b, i int) int {
	if b >= len(m.want) {
		return 0
	}
	rest := m.want[b]
	for n := i; n < len(m.got); n++ {
		after, ok := strings.CutPrefix(rest, m.got[n].text)
		switch {
		case !ok:
			return 0
		case after == "":
			return n + 1 - i
		case after[0] != ' ':
			return 0
		}
		rest = after[1:]
	}
	return 0
}

// mostTried is how many places with the same first word are looked at.
const mostTried = 200

// firstFitting returns the first place of a list, not before from, that fits.
func firstFitting(places []int, from int, fits func(int) bool) (int, bool) {
	places = places[sort.SearchInts(places, from):]
	for _, at := range places[:min(len(places), mostTried)] {
		if fits(at) {
			return at, true
		}
	}
	return 0, false
}

// differ says what is wrong where block b of the draft is not block i of the
// file, and returns where to go on.
func (m *matcher) differ(b, i int) (int, int) {
	if i >= len(m.got) {
		m.missing = append(m.missing, b)
		return b + 1, i
	}
	if b >= len(m.want) {
		m.added = append(m.added, i)
		return b, i + 1
	}
	later, found := firstFitting(m.gotAt[firstWord(m.want[b])], i+1, func(at int) bool { return m.fits(b, at) > 0 })
	next, known := firstFitting(m.wantAt[firstWord(m.got[i].text)], b+1, func(at int) bool { return m.fits(at, i) > 0 })
	// The block itself is another if what follows follows.
	for n := i + 1; n <= i+8; n++ {
		if m.fits(b+1, n) > 0 && !(known && next == b+1) && !(found && later == i+1) || b+1 == len(m.want) && n == len(m.got) {
			m.change(b, i, n)
			return b + 1, n
		}
	}
	switch {
	case known && (!found || next-b <= later-i):
		for ; b < next; b++ {
			m.missing = append(m.missing, b)
		}
		return b, i
	case found:
		for ; i < later; i++ {
			m.added = append(m.added, i)
		}
		return b, i
	}
	m.change(b, i, i+1)
	return b + 1, i + 1
}

// change says that block b of the draft reads otherwise in the file, where it
// is the blocks from i to end.
func (m *matcher) change(b, i, end int) {
	var parts []string
	for _, got := range m.got[i:end] {
		parts = append(parts, got.text)
	}
	want, got := m.want[b], strings.Join(parts, " ")
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	for at > 0 && (at < len(want) && !utf8.RuneStart(want[at]) || at < len(got) && !utf8.RuneStart(got[at])) {
		at--
	}
	begin := max(0, strings.LastIndexByte(want[:at], ' ')+1)
	if before := strings.LastIndexByte(want[:max(0, begin-1)], ' '); before >= 0 {
		begin = before + 1
	} else {
		begin = 0
	}
	if utf8.RuneCountInString(want[begin:at]) > 40 {
		begin = at
	}
	m.out.changed = append(m.out.changed, difference{m.got[i].page, "Hier steht " + quote(got[begin:]) + ", im Entwurf " + quote(want[begin:]) + "."})
}

// tell turns what is missing and what is there without reason into findings. A
// block that is both has moved.
func (m *matcher) tell() {
	stray := map[string][]int{}
	for _, i := range m.added {
		stray[m.got[i].text] = append(stray[m.got[i].text], i)
	}
	moved := map[int]bool{}
	page := 0
	for _, b := range m.missing {
		text := m.want[b]
		if at := stray[text]; len(at) > 0 {
			moved[at[0]], stray[text] = true, at[1:]
			m.out.moved = append(m.out.moved, difference{m.got[at[0]].page, "Der Absatz " + quote(text) + " steht an anderer Stelle als im Entwurf."})
			continue
		}
		what := "Es fehlt der Absatz " + quote(text) + "."
		if b > 0 {
			what = "Nach " + quote(m.want[b-1]) + " fehlt der Absatz " + quote(text) + "."
			page = m.pageOf(b - 1)
		}
		m.out.missing = append(m.out.missing, difference{page, what})
	}
	for _, i := range m.added {
		if !moved[i] {
			m.out.added = append(m.out.added, difference{m.got[i].page, "Der Entwurf hat an dieser Stelle nicht " + quote(m.got[i].text) + "."})
		}
	}
}

// pageOf returns the page of a block of the draft, 0 if it is not there.
func (m *matcher) pageOf(b int) int {
	if at, ok := firstFitting(m.gotAt[firstWord(m.want[b])], 0, func(at int) bool { return m.fits(b, at) > 0 }); ok {
		return m.got[at].page
	}
	return 0
}

// unclaimed reports the text that no element of the structure has.
func (s *sheets) unclaimed(out *matching) {
	for _, sh := range s.pages {
		var words []string
		for _, t := range sh.texts {
			if t.artifact == "" && t.owner == nil {
				words = append(words, t.text)
			}
		}
		if len(words) > 0 {
			out.added = append(out.added, difference{sh.number, "Der Text " + quote(strings.Join(words, " ")) + " gehört zu nichts, was vorgelesen wird."})
		}
	}
}

// returned returns the return line of the letter, which is an artifact for it
// repeats the sender.
func (s *sheets) returned() string {
	sh := s.parts[letterPart]
	if sh == nil {
		return ""
	}
	_, returned, _, _, _ := sh.zones()
	var words strings.Builder
	right := 0.0
	for _, t := range returned {
		if t.x-right > t.size*mmPerPoint/10 { // between faces the space can be a text of its own
			words.WriteByte(' ')
		}
		words.WriteString(t.text)
		right = t.x + t.ink()
	}
	return plainWords(words.String())
}

// marks returns what the pages of a report have to say of its state.
func (e *Expectation) marks() []string {
	var list []string
	if e.Draft {
		list = append(list, "ENTWURF")
	}
	if e.Sample {
		list = append(list, "Muster")
	}
	return list
}

// titleMarks returns the blocks at the end of the title page that say by
// themselves that the report is a draft or a specimen, and what of that is
// missing there.
func (s *sheets) titleMarks(d *document) (found map[*element]bool, missing []string) {
	found = map[*element]bool{}
	if s.parts[titlePart] == nil {
		return found, nil
	}
	var blocks []block
	for _, b := range s.blocks {
		if d.partOf(b.element) == titlePart {
			blocks = append(blocks, b)
		}
	}
	for _, mark := range slices.Backward(d.want.marks()) {
		n := len(blocks)
		if n == 0 || blocks[n-1].text != mark && !(mark == "ENTWURF" && draftMark.MatchString(blocks[n-1].text)) {
			missing = append(missing, mark)
			continue
		}
		found[blocks[n-1].element] = true
		blocks = blocks[:n-1]
	}
	return found, missing
}

// checkState compares what the pages say of drafts and specimens with what the
// draft says.
func checkState(d *document, s *sheets, say report) {
	want := strings.Join(d.want.marks(), " · ")
	_, missing := s.titleMarks(d)
	for _, mark := range missing {
		say(s.parts[titlePart].number, "Im Text des Titelblatts fehlt %s.", quote(mark))
	}
	for _, sh := range s.pages {
		switch got := sh.state(); {
		case got == want:
		case got == "":
			say(sh.number, "Auf der Seite fehlt %s.", quote(want))
		case want == "":
			say(sh.number, "Auf der Seite steht %s, im Entwurf nicht.", quote(got))
		default:
			say(sh.number, "Auf der Seite steht %s, im Entwurf %s.", quote(got), quote(want))
		}
	}
}

// state returns what the header of a page says of the report's state. Beside
// the wording of the header, which can be anything, it stands on the right.
func (sh *sheet) state() string {
	for _, t := range sh.texts {
		text := plainWords(t.text)
		if t.artifact == "Pagination/Header" && headerMark.MatchString(text) && (!sh.inReport() || nearly(t.x+t.ink(), areaRight)) {
			return text
		}
	}
	return ""
}

// checkAside holds the text of artifacts against what they may be.
func checkAside(d *document, s *sheets, say report) {
	var rows []string
	for row := range s.headRows {
		rows = append(rows, row)
	}
	slices.Sort(rows)
	heads := strings.Join(rows, "\n")
	heads = heads[:min(len(heads), 1<<16)]
	known := map[string]bool{"-": true}
	allowed := func(text string) bool {
		ok, asked := known[text]
		if !asked {
			ok = strings.Trim(text, ". ") == "" || strings.Contains(heads, text)
			known[text] = ok
		}
		return ok
	}
	returned := s.returned()
	isReturned := returned != "" && slices.ContainsFunc(d.want.Blocks, func(b string) bool { return plainWords(b) == returned })
	for _, sh := range s.pages {
		if sh == s.parts[letterPart] && returned != "" && !isReturned {
			say(sh.number, "Die Rücksendeangabe %s steht nicht im Entwurf.", quote(returned))
		}
		for _, t := range sh.texts {
			text := plainWords(t.text)
			switch {
			case t.artifact == "", t.artifact == "Pagination/Footer",
				t.artifact == "Pagination/Header" && (sh.inReport() || headerMark.MatchString(text)),
				sh == s.parts[letterPart] && t.artifact != "Pagination/Header":
			case t.artifact == "Pagination/Header" || !allowed(text):
				say(sh.number, "Der Text %s wird nicht vorgelesen.", quote(text))
			}
		}
	}
}
