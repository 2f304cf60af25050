package build

import (
	"fmt"
	"slices"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// Changes makes the Markdown that tells what has changed between two editions,
// for a message: in.Edition, the newest for "", and since, the one before it
// by Stichtag for "". The findings are sorted; with an error among them there
// is no Markdown. Those about the two names have one of the CallCodes.
//
// sent returns the records from which an edition was made when it was sent,
// where they are kept; it may be nil. With them the Markdown also tells what
// has been rewritten in them since.
func Changes(in Input, since string, sent func(edition string) (Tree, bool)) ([]byte, diag.List) {
	set, findings := record.Load(in.Sources.FS)
	findings = in.inSources(findings)
	templates, faults := overlay(in.Templates, in.Overlay)
	findings = append(findings, faults...)
	var md []byte
	if !findings.Failed() {
		after, before, faults := pair(set, in.Edition, since)
		findings = append(findings, in.inSources(faults)...)
		if !findings.Failed() {
			draft, faults := compose.ComposeChanges(asSent(before, sent, &findings),
				report.Make(set, before, date.Day{}), report.Make(set, after, date.Day{}), templates)
			for i := range faults {
				faults[i].File = in.opened(faults[i].File)
			}
			findings = append(findings, faults...)
			if draft != nil {
				md = draft.Markdown
			}
		}
	}
	findings.Sort()
	return md, findings
}

// asSent makes an edition from the records from which it was sent; nil where they
// are not kept, or cannot be read.
func asSent(ed *record.Edition, sent func(edition string) (Tree, bool), findings *diag.List) *report.Edition {
	if sent == nil {
		return nil
	}
	tree, ok := sent(ed.Name)
	if !ok {
		return nil
	}
	set, faults := record.Load(tree.FS)
	if !faults.Failed() {
		if rec := report.Find(set, ed.Name); rec != nil {
			return report.Make(set, rec, date.Day{})
		}
	}
	findings.Add(diag.Finding{Pos: diag.Pos{File: tree.Name}, Severity: diag.Warning, Code: "quellen-damals",
		Text: "Die archivierten Quellen der Ausgabe „" + ed.Name + "“ lassen sich nicht laden; ob seither alte Angaben geändert wurden, ist deshalb nicht gesagt.",
		Hint: "Prüfen Sie das Paket mit „umsetzungsstand archive verify " + ed.Name + "“; vielleicht stammt es von einer anderen Fassung des Programms."})
	return nil
}

// CallCodes are the codes of findings that are no fault of the records: the
// editions were named wrongly.
var CallCodes = []string{"ausgabe-unbekannt", "ausgaben-gleich", "ausgaben-vertauscht", "ausgabe-erste"}

// pair returns the edition of a name, the newest for "", and the one that it is
// compared with, for "" the one before it.
func pair(set *record.Set, name, since string) (after, before *record.Edition, findings diag.List) {
	after, findings = find(set, name)
	findings = slices.DeleteFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Hint }) // it speaks of generate
	if since == "" {
		if after == nil {
			return nil, nil, findings
		}
		if before = report.Before(set, after); before == nil {
			findings.Errorf(diag.Pos{File: editionPath(after)}, "ausgabe-erste", "Nennen Sie eine spätere Ausgabe.",
				"Vor der Ausgabe „%s“ mit dem Stichtag %s gibt es keine, mit der sie sich vergleichen ließe.", after.Name, after.AsOfDay.First().Long())
		}
		return after, before, findings
	}
	before, faults := find(set, since)
	if findings = append(findings, faults...); findings.Failed() {
		return after, before, findings
	}
	switch {
	case before == after:
		hint := "Nennen Sie nach --since eine frühere Ausgabe."
		if earlier := report.Before(set, after); earlier != nil {
			hint = fmt.Sprintf("Nennen Sie nach --since eine frühere Ausgabe, etwa „%s“.", earlier.Name)
		}
		findings.Errorf(diag.Pos{File: editionPath(after)}, "ausgaben-gleich", hint, "Die Ausgabe „%s“ lässt sich nicht mit sich selbst vergleichen.", after.Name)
	case before.AsOfDay.Compare(after.AsOfDay) > 0:
		findings.Errorf(diag.Pos{File: editionPath(after)}, "ausgaben-vertauscht",
			fmt.Sprintf("Meinten Sie: umsetzungsstand changes %s --since %s?", before.Name, after.Name),
			"Die Ausgabe „%s“ (Stichtag %s) liegt nach „%s“ (Stichtag %s).",
			before.Name, before.AsOfDay.First().Long(), after.Name, after.AsOfDay.First().Long())
	}
	return after, before, findings
}

// earlier returns the edition before one, as its report was made; nil if there
// is none, or if the edition is as of a day that is not later.
func earlier(ed *report.Edition) *report.Edition {
	rec := report.Before(ed.Set, ed.Record)
	if rec == nil {
		return nil
	}
	before := report.Make(ed.Set, rec, date.Day{})
	if before.AsOf.Compare(ed.AsOf) >= 0 {
		return nil
	}
	return before
}
