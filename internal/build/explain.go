package build

import (
	"slices"

	"umsetzungsstand/internal/check"
	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/typeset"
)

// Explanation says what a code of findings means at one of the places where it
// occurs.
type Explanation struct {
	diag.Code
	Where string // German: "in den Quellen"

	// What brings the code about and what is right, as in [record.Code]; empty
	// for those that are not about records.
	Example, Wrong, Right string

	// Where the rule comes from that a PDF is held against: "ISO 14289-1, 7.1".
	Clause string
}

// Where codes occur.
const (
	inSources  = "in den Quellen"
	inContent  = "beim Prüfen des Inhalts"
	inTemplate = "in einer Vorlage"
	inDraft    = "in einem Entwurf"
	inFont     = "in einer Schrift"
	onPages    = "beim Setzen der Seiten"
	inPDF      = "im PDF"
)

// What stands around the one sentence in which a rule says what has to hold.
const (
	ruleBegin = "Das PDF verletzt eine Regel, die so lautet: "
	ruleEnd   = " Hat dieses Programm die Datei erzeugt, geben Sie die Meldung mit dem Entwurf an die Betreuung des Programms weiter; eine Datei aus anderer Hand berichtigt, wer sie erzeugt hat."
)

// explanations returns what all codes mean, in the order of the way of the
// data.
func explanations() []Explanation {
	var list []Explanation
	add := func(where string, codes []diag.Code) {
		for _, c := range codes {
			list = append(list, Explanation{Code: c, Where: where})
		}
	}
	for _, c := range record.Codes() {
		list = append(list, Explanation{Code: diag.Code{Name: c.Name, Severity: c.Severity, Explain: c.Explain},
			Where: inSources, Example: c.Example, Wrong: c.Wrong, Right: c.Right})
	}
	add(inContent, check.Codes())
	add(inTemplate, compose.Codes())
	add(inDraft, markdown.Codes())
	add(inFont, font.Codes())
	add(onPages, typeset.Codes())
	for _, c := range ownCodes {
		list = append(list, Explanation{Code: c.Code, Where: c.where})
	}
	for _, r := range preflight.Rules() {
		list = append(list, Explanation{Code: diag.Code{Name: r.Code, Severity: r.Severity, Explain: ruleBegin + r.Says + ruleEnd},
			Where: inPDF, Clause: r.Clause})
	}
	add(inPDF, preflight.Codes())
	return list
}

// Explanations returns what a code means: nothing for one that does not exist,
// and more than one where stages use the same name for what each of them finds.
func Explanations(code string) []Explanation {
	return slices.DeleteFunc(explanations(), func(e Explanation) bool { return e.Name != code })
}

// CodeNames returns the codes of all findings, sorted, each once.
func CodeNames() []string {
	var names []string
	for _, e := range explanations() {
		names = append(names, e.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}
