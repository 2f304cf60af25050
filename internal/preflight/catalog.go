package preflight

import (
	"context"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

// Rule describes one thing that [Examine] holds a file against.
type Rule struct {
	Code     string // of its findings
	Clause   string // where it comes from: "ISO 19005-2, 6.1.2"
	Severity diag.Severity
	Says     string // one German sentence: what has to hold
}

// Rules returns all rules, in the order in which they are tried.
func Rules() []Rule {
	var list []Rule
	for _, r := range rules() {
		list = append(list, Rule{r.code, r.clause, r.severity, r.says})
	}
	return list
}

// Codes returns the codes of the findings that come from no rule, by name.
func Codes() []diag.Code { return diag.ByName(codes) }

var codes = []diag.Code{
	{Name: "pdf-unlesbar", Severity: diag.Error, Explain: "Die Datei ist kein PDF, oder sie ist so beschädigt, dass sie sich nicht lesen lässt. Geprüft ist daran dann nichts. Prüfen Sie, ob es die richtige Datei ist, und öffnen Sie sie in einem PDF-Programm; ist sie dort in Ordnung, geben Sie sie an die Betreuung des Programms weiter."},
	{Name: "pdf-aufwendig", Severity: diag.Error, Explain: "Die Datei ist so umfangreich oder verwickelt, dass ihre Prüfung zu lange dauert; ein Teil der Regeln ist nicht geprüft. Ob sie archivfähig und barrierefrei ist, steht deshalb nicht fest. Prüfen Sie sie auf einem schnelleren Rechner, oder geben Sie sie an die Betreuung des Programms weiter."},
}

// Clause returns where the rule of a finding comes from, "" if it has none: that
// a file cannot be read at all is in no standard.
func Clause(f diag.Finding) string {
	list := rules()
	i := slices.IndexFunc(list, func(r rule) bool { return r.code == f.Code && r.hint() == f.Hint })
	if i < 0 {
		return ""
	}
	return list[i].clause
}

// Title returns the title that a file gives itself, "" if it gives none or
// cannot be read.
func Title(data []byte) string {
	limit, cancel := context.WithTimeout(context.Background(), maxTime)
	defer cancel()
	f, err := open(limit, data)
	if err != nil || f.ctx.Info == nil {
		return ""
	}
	return f.text(f.dict(*f.ctx.Info)["Title"])
}

// PageTexts returns the text of each page in the order in which it is drawn,
// for comparing two files. The error says in English why one cannot be read.
func PageTexts(data []byte) ([]string, error) {
	limit, cancel := context.WithTimeout(context.Background(), maxTime)
	defer cancel()
	d, err := read(limit, data)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(d.pages))
	for i, p := range d.pages {
		var b strings.Builder
		for _, m := range p.marks {
			if m.kind == textMark {
				b.WriteString(m.text)
				b.WriteByte('\n')
			}
		}
		texts[i] = b.String()
	}
	return texts, nil
}
