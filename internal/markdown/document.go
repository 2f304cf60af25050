// Package markdown turns the Markdown of a draft into the document tree that
// the page layout and the preview are made from. It owns the one configuration
// of the Markdown parser and the dialect (see dialect.go); whoever writes a
// draft, the composer or a clerk by hand, meets this package only in bytes.
//
// It does not write Markdown, sets no type and knows nothing of records: text
// comes out as it stands in the draft, brought to NFC, with escapes and entities
// resolved. Places are those of the draft as it lies in the file.
//
// Call [Parse] first; [Text] and [Plain] give a tree's text without its marks,
// [Document.Place] the place of a single character.
package markdown

import "umsetzungsstand/internal/diag"

// Document is a parsed draft.
type Document struct {
	Meta  Meta
	Parts []Part

	src *source // nil for a document that was not parsed
}

// Meta is the head of the draft, the block <!-- us:dokument 1 … -->, one
// "schlüssel: wert" a line. Absent keys leave their field zero.
type Meta struct {
	Edition  string   // edition: 2023-Q4
	Title    string   // titel
	Author   string   // verfasser
	Subject  string   // gegenstand, optional
	Date     string   // datum, EDTF
	AsOf     string   // stichtag, ISO
	Draft    bool     // zustand: entwurf (otherwise freigegeben)
	Sample   bool     // muster: ja
	Justify  bool     // satzart: blocksatz (otherwise flattersatz)
	Header   string   // kopfzeile: running header's text
	HeaderAt diag.Pos // of the line kopfzeile
	Keywords []string // schlagworte, separated by commas
	Hyphens  []string // trennung: words with their permitted divisions, separated by spaces: Nord-rhein-West-fa-len
	Unbroken []string // ungetrennt: words never to divide, separated by spaces
}

// PartKind names a part of the document.
type PartKind string

// The parts, <!-- us:teil NAME -->.
const (
	Letter    PartKind = "brief"
	TitlePage PartKind = "titelblatt"
	Report    PartKind = "bericht"
)

// Part is a part of the document, with its zones. A document has each kind once
// at most.
type Part struct {
	Kind  PartKind
	Zones []Zone
	Pos   diag.Pos
}

// Zone is a run of blocks with one purpose, opened by a mark of its own such
// as <!-- us:anschrift -->; Name is "" for blocks before the first such mark.
// A part has each name once at most. Which zones a part can have says zones in
// dialect.go; the report has only the one without a name.
type Zone struct {
	Name   string
	Blocks []Block
	Pos    diag.Pos
}

// Block is *Heading, *Paragraph, *List, *Quote, *Table or *Contents: a closed set.
type Block interface{ block() }

// Heading is an ATX heading. It stands directly in a zone.
type Heading struct {
	Level int    // 1 to 3
	ID    string // from <a id="…"></a>, unique in the document; may be empty
	Runs  []Run
	Pos   diag.Pos
}

// Paragraph is a paragraph.
type Paragraph struct {
	Agreement bool // the paragraph after <!-- us:vereinbarung -->
	Runs      []Run
	Pos       diag.Pos
}

// List is a bullet or ordered list.
type List struct {
	Ordered bool
	Start   int       // number of the first item; 0 for a bullet list
	Tight   bool      // no blank lines between the items
	Items   [][]Block // paragraphs and nested lists; an item can be empty
	Pos     diag.Pos
}

// Quote is a block quotation: the committee's question. Its blocks are
// paragraphs and lists.
type Quote struct {
	Blocks []Block
	Pos    diag.Pos
}

// Table is a GFM table. It stands directly in a zone. Every row has as many
// cells as Head; a cell can be empty. The alignment of columns is not kept.
type Table struct {
	Columns []int  // relative widths from <!-- us:tabelle -->, one a column; empty: equal
	Summary string // from the same mark
	Head    [][]Run
	Rows    [][][]Run
	Pos     diag.Pos
}

// Contents is the place of the table of contents. It lists the headings of the
// second and third level; it has no text of its own but the title. It stands in
// the report, once.
type Contents struct {
	Title string // may be empty
	Pos   diag.Pos
}

// Run is a stretch of text in one style, as it is to be read: escapes and
// entities are resolved. Neighbouring runs differ in style. A hard line break
// is a Run with Break set, no text and no style; it never begins or ends a
// block, and no text around it begins or ends with a space.
type Run struct {
	Text   string
	Break  bool
	Bold   bool
	Italic bool
	Code   bool
	Link   int    // 0: none; otherwise an index from 1 into the links of the document, equal for all runs of one link
	Href   string // http, https, mailto in percent-encoded ASCII, or #anchor of a heading that exists
	Lang   string // BCP 47, from <span lang>
	Long   string // expansion, from <abbr title>
	Pos    diag.Pos

	at int // offset in the source; 0: not known
}

func (*Heading) block()   {}
func (*Paragraph) block() {}
func (*List) block()      {}
func (*Quote) block()     {}
func (*Table) block()     {}
func (*Contents) block()  {}
