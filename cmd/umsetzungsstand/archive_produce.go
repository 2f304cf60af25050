package main

import (
	"path"
	"slices"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// product is what an edition has become: made to be archived, or made again
// from what is archived.
type product struct {
	edition   *report.Edition
	path      string // in the folder of results, without extension
	author    string
	generated []byte // the Markdown that the records give
	markdown  []byte // that of the PDF: generated, or a draft corrected by hand
	pdf       []byte
	pages     int
	overruled diag.List // the errors that did not stop it
}

// correction is a draft that was corrected by hand.
type correction struct {
	name string // how findings call it
	data []byte
}

// produce makes an edition's Markdown and PDF, the PDF from a draft corrected
// by hand where there is one. With overrule, what the examinations of contents
// and PDF call errors stops nothing. Of the findings on the contents only the
// errors are returned; with one the product is nil. overrulable says that
// overrule would help.
func produce(in build.Input, draft *correction, overrule bool) (made *product, findings diag.List, overrulable bool) {
	r, all := build.Check(in)
	isError := func(f diag.Finding) bool { return f.Severity == diag.Error }
	if r.Check == nil {
		return nil, all, false
	}
	errors := slices.DeleteFunc(slices.Clone(r.Check.Findings), func(f diag.Finding) bool { return !isError(f) })
	for _, f := range all {
		if !slices.Contains(r.Check.Findings, f) {
			findings = append(findings, f) // of reading and setting, which nobody can overrule
		}
	}
	if findings.Failed() {
		findings = append(findings, errors...)
		findings.Sort()
		return nil, findings, false
	}
	made = &product{edition: r.Edition, path: r.Path, author: r.Document.Meta.Author, generated: r.Markdown, markdown: r.Markdown}
	name := r.Path + ".md"
	if draft != nil {
		made.markdown, name = draft.data, draft.name
	}
	pdf := path.Join(in.Results, r.Path+".pdf")
	rendered, found := build.Render(made.markdown, name, in.Fonts, build.Target{Name: pdf})
	for _, f := range found {
		if isError(f) && f.File == pdf {
			errors = append(errors, f)
		} else {
			findings = append(findings, f)
		}
	}
	if draft != nil && rendered.Document != nil {
		findings = append(findings, ofEdition(rendered, made, draft.name)...)
	}
	if findings.Failed() || len(errors) > 0 && !overrule {
		overrulable = !findings.Failed()
		findings = append(findings, errors...)
		findings.Sort()
		return nil, findings, overrulable
	}
	if rendered.PDF == nil { // only what was found in it has stopped it
		rendered, _ = build.Render(made.markdown, name, in.Fonts, build.Target{Name: pdf, Unchecked: true})
	}
	errors.Sort()
	made.pdf, made.pages, made.overruled = rendered.PDF, len(rendered.Layout.Pages), errors
	return made, findings, false
}

// ofEdition holds a draft against the edition that it is to be one of.
func ofEdition(draft *build.Result, made *product, name string) diag.List {
	var findings diag.List
	meta, edition := draft.Document.Meta, made.edition.Record.Name
	pos := diag.Pos{File: name}
	if meta.Edition != edition {
		findings.Errorf(pos, "archiv-entwurf-fremd", "Nennen Sie mit --draft den Entwurf, aus dem das PDF entstanden ist.",
			"Das ist ein Entwurf der Ausgabe %s, nicht von „%s“.", diag.Quote(meta.Edition), edition)
	}
	if meta.Draft {
		findings.Errorf(pos, "archiv-nicht-freigegeben", "Ändern Sie in seinem Kopf den Zustand in „freigegeben“, und erzeugen Sie das PDF mit render neu.",
			"Der Entwurf trägt noch den Zustand „entwurf“.")
	}
	return findings
}
