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
	errors    diag.List // of the examinations of contents and PDF, sorted; reality may overrule them
}

// correction is a draft that was corrected by hand.
type correction struct {
	name string // how findings call it
	data []byte
}

// produce makes an edition's Markdown and PDF, the PDF from a draft corrected
// by hand where there is one, whatever the examinations of contents and PDF call
// an error. The other findings are returned; with an error among them, which
// nobody can overrule, the product is nil.
func produce(in build.Input, draft *correction) (*product, diag.List) {
	r, all := build.Check(in)
	if r.Check == nil {
		return nil, all
	}
	var findings diag.List
	for _, f := range all {
		if !slices.Contains(r.Check.Findings, f) {
			findings = append(findings, f)
		}
	}
	made := &product{edition: r.Edition, path: r.Path, author: r.Document.Meta.Author, generated: r.Markdown, markdown: r.Markdown}
	made.errors = errorsOf(r.Check.Findings)
	if findings.Failed() {
		return nil, findings
	}
	name := r.Path + ".md"
	if draft != nil {
		made.markdown, name = draft.data, draft.name
	}
	pdf := path.Join(in.Results, r.Path+".pdf")
	rendered, found := build.Render(made.markdown, name, in.Fonts, build.Target{Name: pdf})
	for _, f := range found {
		if f.Severity == diag.Error && f.File == pdf {
			made.errors = append(made.errors, f)
		} else {
			findings = append(findings, f)
		}
	}
	if draft != nil && rendered.Document != nil {
		findings = append(findings, ofEdition(rendered, made, draft.name)...)
	}
	findings.Sort()
	if findings.Failed() {
		return nil, findings
	}
	if rendered.PDF == nil { // only what was found in it has stopped it
		rendered, _ = build.Render(made.markdown, name, in.Fonts, build.Target{Name: pdf, Unchecked: true})
	}
	made.errors.Sort()
	made.pdf = rendered.PDF
	return made, findings
}

func errorsOf(findings diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(findings), func(f diag.Finding) bool { return f.Severity != diag.Error })
}

// ofEdition holds a draft against the edition that it is to be one of.
func ofEdition(draft *build.Result, made *product, name string) diag.List {
	var findings diag.List
	meta, edition := draft.Document.Meta, made.edition.Record.Name
	pos := diag.Pos{File: name}
	if meta.Edition != "" && meta.Edition != edition { // that it lacks is told already
		findings.Errorf(pos, "archiv-entwurf-fremd", "Nennen Sie mit --draft den Entwurf, aus dem das PDF entstanden ist.",
			"Das ist ein Entwurf der Ausgabe %s, nicht von „%s“.", diag.Quote(meta.Edition), edition)
	}
	if meta.Draft {
		findings.Errorf(pos, "archiv-nicht-freigegeben", "Ändern Sie in seinem Kopf den Zustand in „freigegeben“, und erzeugen Sie das PDF mit render neu.",
			"Der Entwurf trägt noch den Zustand „entwurf“.")
	}
	return findings
}
