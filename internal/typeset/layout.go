package typeset

import (
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/hyphen"
	"umsetzungsstand/internal/markdown"
)

// Set breaks the document into lines and pages. version is the draft's mark,
// printed on drafts („Fassung a3f2c1“); it may be empty.
//
// The findings are in German and in no order. Errors: characters that no face
// has (zeichen-fehlt), text that does not fit into its place on the letter
// (anschrift-zu-lang and the like), tables with too many columns. A warning:
// characters that the style's family lacks and its fallback has. The layout
// is whole nevertheless: text that has no room in its place stands in the next
// that has, so that nothing is lost; only characters that cannot be drawn are.
func Set(doc *markdown.Document, style *Style, version string) (*Layout, diag.List) {
	s := &setter{Style: style, doc: doc, version: version, words: hyphen.New(doc.Meta.Hyphens, doc.Meta.Unbroken)}
	s.layout.Kerned = style.Kerning
	s.layout.Meta = Meta{
		Title:    doc.Meta.Title,
		Author:   doc.Meta.Author,
		Subject:  doc.Meta.Subject,
		Keywords: doc.Meta.Keywords,
		Date:     doc.Meta.Date,
		Language: "de-DE",
		Draft:    doc.Meta.Draft,
		Sample:   doc.Meta.Sample,
	}
	s.prepareRunning()

	root := s.element(Element{Role: RoleDocument, Parent: -1})
	for i := range doc.Parts {
		part := &doc.Parts[i]
		switch part.Kind {
		case markdown.Letter:
			s.letter(part, s.element(Element{Role: RolePart, Parent: root, Title: "Anschreiben"}))
		case markdown.TitlePage:
			s.titlePage(part, s.element(Element{Role: RolePart, Parent: root, Title: "Titelblatt"}))
		case markdown.Report:
			s.report(part, s.element(Element{Role: RolePart, Parent: root, Title: "Bericht"}))
		default:
			s.finds.Errorf(part.Pos, "teil-unbekannt", "Es gibt die Teile „brief“, „titelblatt“ und „bericht“.",
				"Den Teil „%s“ gibt es nicht; er wird wie der Bericht gesetzt.", string(part.Kind))
			s.report(part, s.element(Element{Role: RolePart, Parent: root, Title: string(part.Kind)}))
		}
	}
	if len(s.layout.Pages) == 0 {
		s.finds.Errorf(s.anywhere(), "dokument-leer", "Ein Entwurf hat mindestens einen Teil: <!-- us:teil bericht -->.",
			"Das Dokument hat keinen Teil, also auch keine Seite.")
	}
	s.lack.warn(&s.finds)
	return &s.layout, s.finds
}

// setter is the work on one document. The way of a text through it: read cuts
// it into boxes, breakLines finds the lines, place makes them fragments, a slot
// gives each line its place in the part's one long column, and paginate cuts
// the column into pages.
type setter struct {
	*Style
	doc     *markdown.Document
	version string
	words   *hyphen.Dictionary
	finds   diag.List
	layout  Layout

	text    text       // the paragraph at hand
	lines   []line     // of the paragraph at hand
	frags   []Fragment // of the part at hand, X in place, Y 0
	slots   []slot     // of the part at hand
	after   Length     // white that the last block wants below it
	joined  bool       // the next block follows without white
	headed  bool       // the last block was a heading
	head    int        // element of the last heading
	quotes  int        // how many there have been
	running running
	lack    lack

	contents contents
	number   int // of pages counted so far
	letters  int // of pages of the letter so far
}

// span is a stretch of setter.frags.
type span struct{ lo, hi int }

// element appends a structure element and returns its index.
func (s *setter) element(e Element) int {
	s.layout.Elements = append(s.layout.Elements, e)
	return len(s.layout.Elements) - 1
}

// anywhere is the place of findings about the document as a whole.
func (s *setter) anywhere() diag.Pos {
	for i := range s.doc.Parts {
		return diag.Pos{File: s.doc.Parts[i].Pos.File}
	}
	return diag.Pos{}
}

// report sets the report: one column of blocks, a Sect for each heading of the
// second level.
func (s *setter) report(part *markdown.Part, element int) {
	c := column{parent: element, left: s.Left, right: s.Right, hang: s.Hang, text: s.Body, snap: true}
	c.text.Justified = s.doc.Meta.Justify
	s.contents = contents{}
	for i := range part.Zones {
		zone := &part.Zones[i]
		if zone.Name != "" {
			s.unknownZone(zone, part.Kind)
		}
		for _, b := range zone.Blocks {
			switch b := b.(type) {
			case *markdown.Heading:
				switch b.Level {
				case 1:
					c.parent = element
				case 2:
					c.parent = s.element(Element{Role: RoleSect, Parent: element})
				}
			case *markdown.Contents:
				in := c
				in.parent = s.element(Element{Role: RoleSect, Parent: element})
				s.tableOfContents(b, part, in)
				continue
			}
			s.block(b, c)
		}
	}
	first := len(s.layout.Pages)
	s.paginate(paging{header: true})
	s.numberContents(first)
}

func (s *setter) unknownZone(zone *markdown.Zone, kind markdown.PartKind) {
	s.finds.Errorf(zone.Pos, "zone-unbekannt", "Bitte prüfen Sie die Schreibweise der Marke.",
		"Den Bereich „%s“ gibt es im Teil „%s“ nicht.", zone.Name, string(kind))
}
