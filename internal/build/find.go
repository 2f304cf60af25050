package build

import (
	"slices"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// find returns the edition of a name, the newest for "". That there is one at
// all the loader has seen to.
func find(set *record.Set, name string) (*record.Edition, diag.List) {
	ed, err := report.Find(set, name)
	if err == nil {
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
