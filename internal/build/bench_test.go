package build

import (
	"fmt"
	"testing"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/internal/typeset"
	"umsetzungsstand/templates"
)

// BenchmarkGenerate is the whole way of the sample edition, from its files.
func BenchmarkGenerate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r, findings := Generate(sampleInput("2023-Q4"))
		if r.PDF == nil {
			b.Fatal(findings)
		}
	}
}

// BenchmarkStages is each stage, and all behind the loading, with as many
// partnerships as the state has and with many more.
func BenchmarkStages(b *testing.B) {
	b.Run("load", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sampleSet(b)
		}
	})
	for _, n := range []int{17, 1000} {
		set := sampleSet(b)
		multiply(set, n)
		ed, _ := find(set, "2023-Q4")
		var (
			edition = report.Make(set, ed, date.Day{})
			draft   *compose.Draft
			doc     *markdown.Document
			layout  *typeset.Layout
		)
		stage := func(name string, f func()) {
			f() // the stages behind it need its result even where it is not measured
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f()
				}
			})
		}
		stage("report", func() { edition = report.Make(set, ed, date.Day{}) })
		stage("compose", func() { draft, _ = compose.Compose(edition, nil, templates.FS) })
		stage("markdown", func() { doc, _ = markdown.Parse(draft.Markdown, "") })
		stage("typeset", func() { layout, _ = typeset.Set(doc, typeset.DefaultStyle(), Version(draft.Markdown)) })
		stage("pdf", func() {
			if _, err := pdf.Write(layout); err != nil {
				b.Fatal(err)
			}
		})
		b.Run(fmt.Sprintf("all/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				resultOf(b, set, "2023-Q4")
			}
		})
	}
}
