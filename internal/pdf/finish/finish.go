// Package finish makes a PDF that was drawn by maroto accessible and fit for the
// archive: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2, level A) at once.
// Call [Finish] with the drawn file and a [Document] that says what the file
// does not: structure, language, links, outline, metadata.
//
// It knows PDF and nothing of reports: which text is a heading and where a link
// leads is said to it. It breaks no lines, measures nothing and reads no font
// files. It takes the drawn file for what gofpdf writes and refuses anything that it does not
// understand or that is not what the document announces: the n-th text operator
// of a page must show the n-th text, where and in the face it should. Nothing
// is guessed.
//
// The way of a file: parse (drawn.go), hold against the document and rewrite the
// content (content.go, stream.go), then write everything else anew (font.go,
// structure.go, navigation.go, metadata.go, write.go). Of the drawn file only
// the fonts' subsets and their numbers are kept.
//
// The standards are ISO 32000-1:2008 for what a thing is, and ISO 19005-2:2011
// and ISO 14289-1:2014 for why it must be there.
package finish

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// Finish returns the drawn file, finished. The same arguments give the same
// bytes, as long as the program was built with the same Go release
// (compress/flate may change). It changes neither of them.
//
// The errors are in English and ours to mend, not the user's; all the pages'
// are returned at once.
func Finish(file []byte, d *Document) ([]byte, error) {
	if err := d.check(); err != nil {
		return nil, fmt.Errorf("finish: %w", err)
	}
	drawn, err := parse(file)
	if err != nil {
		return nil, fmt.Errorf("finish: %w", err)
	}
	drawn.identify(d.Fonts)
	a := &assembly{doc: d, drawn: drawn}
	if err := a.rewrite(); err != nil {
		return nil, fmt.Errorf("finish: %w", err)
	}
	b, err := a.assemble()
	if err != nil {
		return nil, fmt.Errorf("finish: %w", err)
	}
	return b, nil
}

// check looks for what a caller may have got wrong.
func (d *Document) check() error {
	for i, e := range d.Elements {
		if i == 0 && e.Parent != -1 || i > 0 && (e.Parent < 0 || e.Parent >= i) {
			return fmt.Errorf("element %d (%s) has the parent %d", i, e.Type, e.Parent)
		}
	}
	if len(d.Pages) == 0 || len(d.Elements) == 0 {
		return errors.New("a document without pages or structure")
	}
	if d.Language == "" || d.Metadata.Title == "" { // ISO 14289-1, 7.1 and 7.2
		return errors.New("a document without language or title")
	}
	if err := d.checkLengths(); err != nil {
		return err
	}
	names := map[string]bool{}
	for _, n := range d.Destinations {
		if names[n.Name] || !isASCII(n.Name) || n.Page < 0 || n.Page >= len(d.Pages) {
			return fmt.Errorf("destination %q exists twice, or on no page, or is not ASCII", n.Name)
		}
		names[n.Name] = true
	}
	level := -1
	for _, m := range d.Outline {
		if m.Level < 0 || m.Level > level+1 || m.Page < 0 || m.Page >= len(d.Pages) {
			return fmt.Errorf("bookmark %q skips a level, or leads to no page", m.Title)
		}
		level = m.Level
	}
	linked := make([]bool, len(d.Elements))
	for i := range d.Pages {
		for _, t := range d.Pages[i].Texts {
			if t.Font < 0 || t.Font >= len(d.Fonts) || t.Element < -1 || t.Element >= len(d.Elements) || t.Kind < Layout || t.Kind > Footer {
				return fmt.Errorf("page %d: %q has an unknown font, element or kind", i+1, t.Text)
			}
		}
		for _, l := range d.Pages[i].Links {
			switch {
			case l.Element < 0 || l.Element >= len(d.Elements) || d.Elements[l.Element].Type != "Link" || len(l.Areas) == 0 || l.Contents == "":
				return fmt.Errorf("page %d: a link without element, area or contents", i+1)
			case l.URI == "" && !names[l.Name]:
				return fmt.Errorf("page %d: there is no destination %q", i+1, l.Name)
			case !isASCII(l.URI):
				return fmt.Errorf("page %d: %q is not percent-encoded", i+1, l.URI)
			}
			linked[l.Element] = true
		}
	}
	for i, e := range d.Elements {
		if e.Type == "Link" && !linked[i] {
			return fmt.Errorf("element %d is a Link without an annotation", i)
		}
	}
	return nil
}

// longest is how many bytes a string may have (ISO 19005-2, 6.1.13).
const longest = 32767

// checkLengths looks for strings that are longer than a file may have them.
func (d *Document) checkLengths() error {
	m := &d.Metadata
	for _, s := range append([]string{m.Title, m.Author, m.Subject, m.Creator, m.Producer}, m.Keywords...) {
		if tooLong(s) {
			return errors.New("metadata are too long")
		}
	}
	if tooLong(strings.Join(m.Keywords, ", ")) {
		return errors.New("the keywords are too long")
	}
	for _, e := range d.Elements {
		if tooLong(e.Title) || tooLong(e.Expansion) || tooLong(e.Summary) {
			return fmt.Errorf("a text of a %s is too long", e.Type)
		}
	}
	for _, b := range d.Outline {
		if tooLong(b.Title) {
			return errors.New("the title of a bookmark is too long")
		}
	}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Links {
			if tooLong(l.Contents) || len(l.URI) > longest {
				return fmt.Errorf("page %d: the address or the description of a link is too long", i+1)
			}
		}
	}
	return nil
}

// tooLong reports whether a text string is, as textString writes it.
func tooLong(s string) bool { return 2*len(utf16.Encode([]rune(s)))+2 > longest }

// isASCII reports whether a string has only visible characters of ASCII.
func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// assembly is the work on one file.
type assembly struct {
	writer
	doc   *Document
	drawn *drawn

	contents [][]byte // by page
	owners   [][]int  // by page: the elements by the identifiers of marked content
	pages    []ref
	links    [][]ref // by page
	elements []ref
}

// rewrite holds every page against the document and writes its content anew.
func (a *assembly) rewrite() error {
	n := len(a.doc.Pages)
	if len(a.drawn.contents) != n || a.drawn.width != a.doc.Width || a.drawn.height != a.doc.Height {
		return fmt.Errorf("%d pages of %d × %d are drawn, %d of %d × %d announced",
			len(a.drawn.contents), a.drawn.width, a.drawn.height, n, a.doc.Width, a.doc.Height)
	}
	a.contents, a.owners = make([][]byte, n), make([][]int, n)
	faults := make([]error, n)
	parallel(n, func(i int) {
		p := &a.doc.Pages[i]
		if err := verify(a.drawn.contents[i], p, a.doc.Fonts, a.drawn.fonts); err != nil {
			faults[i] = fmt.Errorf("page %d: %w", i+1, err)
			return
		}
		a.drawn.contents[i] = nil
		a.contents[i], a.owners[i] = p.stream(a.doc)
	})
	return errors.Join(faults...)
}

// assemble writes the file.
func (a *assembly) assemble() ([]byte, error) {
	catalog, info, tree := a.reserve(), a.reserve(), a.reserve()
	for range a.doc.Pages {
		a.pages = append(a.pages, a.reserve())
	}
	for range a.doc.Elements {
		a.elements = append(a.elements, a.reserve())
	}
	a.addLinks()
	resources, err := a.resources()
	if err != nil {
		return nil, err
	}
	for i, content := range a.contents {
		a.addPage(i, tree, resources, a.addStream("", content))
	}
	a.set(tree, fmt.Appendf(nil, "<</Type/Pages/Count %d/Kids%v>>", len(a.pages), a.pages))
	a.set(info, []byte(a.doc.Metadata.info()))

	metadata := a.addStream("/Type/Metadata/Subtype/XML", a.doc.Metadata.xmp(a.doc.Language))
	a.objects[metadata-1].plain = true // so that it can be read without reading PDF
	intent := a.addStream("/N 3", profile())
	b := fmt.Appendf(nil, "<</Type/Catalog/Pages %v/Lang%s/MarkInfo<</Marked true>>/StructTreeRoot %v/Metadata %v"+
		"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB, IEC 61966-2-1)/DestOutputProfile %v>>]"+
		"/ViewerPreferences<</DisplayDocTitle true>>/PageLabels%s/Names<</Dests %v>>",
		tree, textString(a.doc.Language), a.structure(), metadata, intent, a.labels(), a.destinations())
	if outline := a.outline(); outline > 0 {
		b = fmt.Appendf(b, "/Outlines %v/PageMode/UseOutlines", outline)
	}
	a.set(catalog, append(b, ">>"...))
	return a.file(catalog, info), nil
}

// resources writes the resources, which all pages share.
func (a *assembly) resources() (ref, error) {
	used, err := usedCodes(a.doc)
	if err != nil {
		return 0, err
	}
	var faults []error
	b := []byte("<</Font<<")
	for i, codes := range used {
		if codes == nil {
			continue
		}
		r, err := a.font(i, codes)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		b = fmt.Appendf(b, "/F%d %v", i, r)
	}
	return a.add("%s>>>>", b), errors.Join(faults...)
}

// addPage writes a page. Its annotations are reached in the order of the
// structure (ISO 14289-1, 7.18.3).
func (a *assembly) addPage(i int, tree, resources, content ref) {
	b := fmt.Appendf(nil, "<</Type/Page/Parent %v/MediaBox[0 0 %s %s]/Resources %v/Contents %v/StructParents %d/Tabs/S",
		tree, points(a.doc.Width), points(a.doc.Height), resources, content, i)
	if len(a.links[i]) > 0 {
		b = fmt.Appendf(b, "/Annots%v", a.links[i])
	}
	a.set(a.pages[i], append(b, ">>"...))
}
