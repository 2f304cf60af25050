package check

import (
	"fmt"
	"slices"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var acceptanceCodes = []Code{
	{"hinnahme-ohne-fassung", diag.Warning, "Eine Hinnahme ([[hingenommen]]) nennt noch nicht die Fassung des Eintrags, für die sie gilt. Ohne sie wüsste niemand, ob sich der Eintrag seither geändert hat; deshalb gilt sie noch nicht. Ergänzen Sie fassung, wie der Hinweis sie nennt."},
	{"hinnahme-veraltet", diag.Warning, "Ein Eintrag, zu dem eine Meldung hingenommen war, hat sich geändert; die Meldung ist deshalb wieder da. Prüfen Sie beides. Soll es weiter dabei bleiben, setzen Sie fassung und am neu; sonst löschen Sie den Eintrag [[hingenommen]]."},
	{"hinnahme-ueberfluessig", diag.Hint, "Eine Hinnahme ([[hingenommen]]) trifft auf keine Meldung: Was sie hinnimmt, gibt es in dieser Ausgabe nicht, oder Kürzel oder Kennung sind verschrieben. Löschen Sie sie, wenn auch andere Ausgaben sie nicht brauchen."},
}

// accept divides what was found into what remains to be said and what a record
// accepts. An acceptance holds for the findings of its code about the entry of
// its kennung, as long as the entry is what it was.
func (x *examiner) accept() (remaining, accepted diag.List) {
	type target struct{ file, code, id string }
	type acceptance struct {
		*record.Acceptance
		head *entry
		key  string
		used bool
	}
	given := make(map[target][]*acceptance)
	var order []*acceptance
	for _, e := range x.entries {
		var list []record.Acceptance
		switch v := e.value.(type) {
		case *record.Partnership:
			list = v.Accepted
		case *record.Group:
			list = v.Accepted
		case *record.Edition:
			list = v.Accepted
		}
		for i := range list {
			a := &acceptance{Acceptance: &list[i], head: e, key: fmt.Sprintf("hingenommen[%d].", i)}
			p := target{e.Pos.File, a.Code, a.Entry}
			given[p] = append(given[p], a)
			order = append(order, a)
		}
	}
	all := x.found
	var left []found // without the accepted ones
	x.found = nil
	for _, f := range all {
		holds := false
		list := given[target{f.File, f.Code, f.entry.ID}]
		now := ""
		if len(list) > 0 {
			now = f.entry.fingerprint()
		}
		for i, a := range list {
			again := slices.ContainsFunc(list[:i], func(b *acceptance) bool { return b.Version == a.Version })
			a.used = !again // one for another version belongs to another edition
			holds = holds || a.Version == now
		}
		if holds {
			accepted.Add(f.Finding)
			continue
		}
		remaining.Add(f.Finding)
		left = append(left, f)
		if len(list) == 0 {
			continue
		}
		a := list[len(list)-1]
		if a.Version == "" {
			x.report("hinnahme-ohne-fassung", a.head, a.key+"code", "Ergänzen Sie: fassung = \""+now+"\".",
				"Diese Hinnahme nennt keine Fassung und gilt deshalb noch nicht.")
		} else {
			x.report("hinnahme-veraltet", a.head, a.key+"fassung", "Soll es dabei bleiben, setzen Sie am neu und fassung = \""+now+"\"; sonst löschen Sie die Hinnahme.",
				"Der Eintrag hat sich geändert, seit die Meldung „%s“ hingenommen wurde.", f.Code)
		}
	}
	for _, a := range order {
		if !a.used {
			text, hint := "Zu dieser Hinnahme gibt es keine Meldung.", "Prüfen Sie code und kennung; braucht keine Ausgabe die Hinnahme, löschen Sie sie."
			if other := given[target{a.head.Pos.File, a.Code, a.Entry}]; other[0].used {
				text, hint = fmt.Sprintf("Diese Hinnahme steht schon in Zeile %d.", other[0].head.at(other[0].key+"code").Line), "Löschen Sie eine der beiden."
			} else if _, known := severities[a.Code]; !known {
				text = "Ein Kürzel „" + a.Code + "“ gibt es unter den Meldungen von check nicht."
				hint = "Schreiben Sie code so, wie es in eckigen Klammern hinter der Meldung steht."
			} else if where := meantFor(left, a.head.Pos.File, a.Code, a.Entry); where != "" {
				hint = where + " Braucht keine Ausgabe die Hinnahme, löschen Sie sie."
			}
			x.report("hinnahme-ueberfluessig", a.head, a.key+"code", hint, "%s", text)
		}
	}
	for _, f := range x.found {
		remaining.Add(f.Finding)
	}
	return remaining, accepted
}

// meantFor says which of the findings that remain an acceptance may be meant
// for: one of its code in its file, or one about an entry of its kennung in
// another; "" for none.
func meantFor(left []found, file, code, id string) string {
	for _, f := range left {
		switch {
		case f.Code != code:
		case f.File != file && f.entry.ID == id && id != "":
			return fmt.Sprintf("Diese Meldung gibt es in %s; dort gehört auch die Hinnahme hin.", f.File)
		case f.File == file && f.entry.ID == "":
			return fmt.Sprintf("Die Meldung in Zeile %d steht an einem Eintrag ohne kennung.", f.Line)
		case f.File == file:
			return fmt.Sprintf("Die Meldung in Zeile %d steht am Eintrag mit kennung = \"%s\".", f.Line, f.entry.ID)
		}
	}
	return ""
}
