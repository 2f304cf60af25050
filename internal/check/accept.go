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
	type version struct {
		target
		fingerprint string
	}
	type acceptance struct {
		*record.Acceptance
		head *entry
		key  string
	}
	given := make(map[target][]*acceptance)
	first := make(map[version]*acceptance)
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
			if v := (version{p, a.Version}); first[v] == nil {
				first[v] = a
			}
		}
	}
	all := x.found
	x.found = nil
	met := make(map[target]bool)    // those of which there is a finding
	left := make(map[target]*found) // the first one that remains: of a code and a file, or of a code and a kennung
	for i := range all {
		f := &all[i]
		p := target{f.File, f.Code, f.entry.ID}
		list, now := given[p], ""
		if len(list) > 0 {
			met[p], now = true, f.entry.fingerprint()
			if first[version{p, now}] != nil {
				accepted.Add(f.Finding)
				continue
			}
		}
		remaining.Add(f.Finding)
		for _, p := range [...]target{{f.File, f.Code, ""}, {"", f.Code, f.entry.ID}} {
			if left[p] == nil {
				left[p] = f
			}
		}
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
		p := target{a.head.Pos.File, a.Code, a.Entry}
		same := first[version{p, a.Version}]
		if met[p] && same == a { // one for another version belongs to another edition
			continue
		}
		text, hint := "Zu dieser Hinnahme gibt es keine Meldung.", "Prüfen Sie code und kennung; braucht keine Ausgabe die Hinnahme, löschen Sie sie."
		meant := ""
		if f := left[target{"", a.Code, a.Entry}]; f != nil && a.Entry != "" {
			meant = fmt.Sprintf("Diese Meldung gibt es in %s; dort gehört auch die Hinnahme hin.", f.File)
		} else if f := left[target{p.file, a.Code, ""}]; f != nil && f.entry.ID == "" {
			meant = fmt.Sprintf("Die Meldung in Zeile %d steht an einem Eintrag ohne kennung.", f.Line)
		} else if f != nil {
			meant = fmt.Sprintf("Die Meldung in Zeile %d steht am Eintrag mit kennung = \"%s\".", f.Line, f.entry.ID)
		}
		switch _, known := severities[a.Code]; {
		case met[p]:
			text, hint = fmt.Sprintf("Diese Hinnahme steht schon in Zeile %d.", same.head.at(same.key+"code").Line), "Löschen Sie eine der beiden."
		case !known:
			text = "Ein Kürzel „" + a.Code + "“ gibt es unter den Meldungen von check nicht."
			hint = "Schreiben Sie code so, wie es in eckigen Klammern hinter der Meldung steht."
		case meant != "":
			hint = meant + " Braucht keine Ausgabe die Hinnahme, löschen Sie sie."
		}
		x.report("hinnahme-ueberfluessig", a.head, a.key+"code", hint, "%s", text)
	}
	for _, f := range x.found {
		remaining.Add(f.Finding)
	}
	return remaining, accepted
}
