package build

import (
	"slices"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// find returns the edition of a name, the newest for "": that of the latest
// Stichtag. That there is one at all the loader has seen to.
func find(set *record.Set, name string) (*record.Edition, diag.List) {
	ed := report.Find(set, name)
	switch {
	case ed != nil && name == "":
		return ed, overlooked(set, ed)
	case ed != nil:
		return ed, nil
	}
	var findings diag.List
	var names []string
	for _, e := range set.Editions {
		names = append(names, e.Name)
	}
	slices.Sort(names)
	hint := "Vorhanden: " + quoted(names) + "."
	if near := diag.Nearest(name, names); near != "" {
		hint = "Meinten Sie „" + near + "“? " + hint
	}
	findings.Errorf(diag.Pos{File: "berichte"}, "ausgabe-unbekannt", hint, "Die Ausgabe „%s“ gibt es nicht.", name)
	return nil, findings
}

// overlooked gives a hint if the newest edition is not the last by name: then
// probably another one was meant, whose Stichtag is wrong.
func overlooked(set *record.Set, newest *record.Edition) diag.List {
	last := newest
	for i := range set.Editions {
		if ed := &set.Editions[i]; ed.Name > last.Name {
			last = ed
		}
	}
	if last == newest {
		return nil
	}
	return diag.List{{
		Pos: diag.Pos{File: editionPath(last)}, Severity: diag.Hint, Code: "ausgabe-aelter",
		Text: "Erzeugt wird die Ausgabe „" + newest.Name + "“: Ihr Stichtag ist der " + newest.AsOfDay.First().Long() +
			", der von „" + last.Name + "“ schon der " + last.AsOfDay.First().Long() + ".",
		Hint: "Prüfen Sie den Stichtag, oder nennen Sie die Ausgabe: umsetzungsstand generate " + last.Name + ".",
	}}
}

// editionPath is the path of an edition's file within the records.
func editionPath(ed *record.Edition) string { return "berichte/" + ed.Name + ".toml" }
