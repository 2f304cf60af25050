package check

import (
	"fmt"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var acceptanceCodes = []Code{
	{"hinnahme-ohne-fassung", diag.Warning, "Eine Hinnahme ([[hingenommen]]) nennt noch nicht die Fassung des Eintrags, für die sie gilt. Ohne sie wüsste niemand, ob sich der Eintrag seither geändert hat; deshalb gilt sie noch nicht. Ergänzen Sie fassung, wie der Hinweis sie nennt."},
	{"hinnahme-veraltet", diag.Warning, "Ein Eintrag, zu dem eine Meldung hingenommen war, hat sich geändert; die Meldung ist deshalb wieder da. Prüfen Sie beides. Soll es weiter dabei bleiben, setzen Sie fassung und am neu; sonst löschen Sie den Eintrag [[hingenommen]]."},
	{"hinnahme-ueberfluessig", diag.Hint, "Eine Hinnahme ([[hingenommen]]) trifft auf keine Meldung zu: Was sie hinnimmt, gibt es in dieser Ausgabe nicht, oder Kürzel oder Kennung sind verschrieben. Löschen Sie sie, wenn auch andere Ausgaben sie nicht brauchen."},
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
	found := x.found
	x.found = nil
	for _, f := range found {
		holds := false
		list := given[target{f.File, f.Code, f.entry.ID}]
		now := ""
		if len(list) > 0 {
			now = f.entry.fingerprint()
		}
		for _, a := range list {
			a.used = true
			if holds = a.Version == now; holds {
				break
			}
		}
		if holds {
			accepted.Add(f.Finding)
			continue
		}
		remaining.Add(f.Finding)
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
			x.report("hinnahme-ueberfluessig", a.head, a.key+"code", "Prüfen Sie code und kennung; braucht keine Ausgabe die Hinnahme, löschen Sie sie.",
				"Zu dieser Hinnahme gibt es keine Meldung.")
		}
	}
	for _, f := range x.found {
		remaining.Add(f.Finding)
	}
	return remaining, accepted
}
