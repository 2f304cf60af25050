package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
)

// explain prints what a code of findings means, once for each of the places
// where it occurs. The brackets in which findings show it may have been copied
// with it. The error is a *usageError.
func (p *program) explain(name string) error {
	typed := strings.TrimSpace(name)
	name = strings.ToLower(strings.Trim(typed, "[] "))
	list := build.Explanations(name)
	names := build.CodeNames()
	for _, e := range ownExplanations() {
		names = append(names, e.Name)
		if e.Name == name {
			list = append(list, e)
		}
	}
	if len(list) == 0 {
		hint := "Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr."
		if near := diag.Nearest(name, names); near != "" {
			hint = "Meinten Sie „" + near + "“? " + hint
		}
		return &usageError{"Das Kürzel " + diag.Quote(typed) + " gibt es nicht.", hint}
	}
	var b strings.Builder
	for i, e := range list {
		if i > 0 {
			b.WriteString("\n\n")
		}
		fmt.Fprintf(&b, "%s (%s, %s)\n\n%s", e.Name, e.Severity, e.Where, wrap(e.Explain))
		if reason, none := strings.CutPrefix(e.Clause, "ohne Norm: "); none {
			b.WriteString("\n" + wrap("Grundlage: keine Norm. "+reason+"."))
		} else if e.Clause != "" {
			b.WriteString("\n" + wrap("Grundlage: "+e.Clause+"."))
		}
		if e.Wrong != "" {
			instead := "Statt"
			if e.Example != "" {
				instead += ", in " + localPath(e.Example)
			}
			fmt.Fprintf(&b, "\n%s:\n%srichtig:\n%s", instead, indent(e.Wrong), indent(e.Right))
		}
	}
	fmt.Fprint(p.Stdout, b.String())
	return nil
}

// ownExplanations returns what the codes of the commands and of the archive mean.
func ownExplanations() []build.Explanation {
	var list []build.Explanation
	for _, c := range slices.Concat(codes, archiveCodes) {
		list = append(list, build.Explanation{Code: c, Where: inCommand})
	}
	for _, c := range archive.Codes() {
		list = append(list, build.Explanation{Code: c, Where: inArchive})
	}
	return list
}

// width is how many columns running text takes, as in the texts of help.
const width = 78

// held stands for a space at which no line may end: what a clerk has to type
// would fall apart.
const held = "\x00"

var holder = strings.NewReplacer(" = ", held+"="+held, "<!-- ", "<!--"+held, " -->", held+"-->", "us:dokument 1", "us:dokument"+held+"1",
	"us:teil ", "us:teil"+held, "§ ", "§"+held, "<a id", "<a"+held+"id", "<span lang", "<span"+held+"lang", "<abbr title", "<abbr"+held+"title")

// wrap breaks a text into lines.
func wrap(text string) string {
	var b strings.Builder
	column := 0
	for word := range strings.SplitSeq(holder.Replace(text), " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case column == 0:
		case column+1+n > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(strings.ReplaceAll(word, held, " "))
		column += n
	}
	return b.String() + "\n"
}

// indent puts an example off the running text, and makes visible what would
// not show.
func indent(example string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.Trim(example, "\n"), "\n") {
		if line != "" {
			line = "  " + visible(line)
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}
