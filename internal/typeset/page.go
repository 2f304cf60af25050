// Package typeset turns a document tree into lines and pages: text, face, size
// and place of everything that is drawn, and the structure that the text
// belongs to. [Style] holds the typographic system's numbers.
//
// It is pure: integers only, no clock, no files, the same layout for the same
// document on every processor. It does not read Markdown, knows nothing of PDF
// and draws nothing. Where words may be divided says package hyphen, how wide
// they are package font; lines and pages are broken here, each by what they
// cost over a whole paragraph or part.
//
// Call [Set] first. This file is what it returns and a writer draws; [Dump]
// shows that as text.
package typeset

import "umsetzungsstand/internal/font"

// Length is a length in 1/1000 pt. Integers keep the layout the same on every
// processor.
type Length int64

// MM returns hundredths of a millimetre as a Length, rounded to 1/1000 pt.
func MM(hundredths int64) Length { return Length((hundredths*72000 + 1270) / 2540) }

// Points returns the length in pt.
func (l Length) Points() float64 { return float64(l) / 1000 }

// Role is what a structure element is. The names are those of ISO 32000-1,
// 14.8.4.
type Role string

// The roles.
const (
	RoleDocument Role = "Document"
	RolePart     Role = "Part"
	RoleSect     Role = "Sect"
	RoleH1       Role = "H1"
	RoleH2       Role = "H2"
	RoleH3       Role = "H3"
	RoleP        Role = "P"
	RoleL        Role = "L"
	RoleLI       Role = "LI"
	RoleLbl      Role = "Lbl"
	RoleLBody    Role = "LBody"
	RoleTable    Role = "Table"
	RoleTHead    Role = "THead"
	RoleTBody    Role = "TBody"
	RoleTR       Role = "TR"
	RoleTH       Role = "TH"
	RoleTD       Role = "TD"
	RoleQuote    Role = "BlockQuote"
	RoleTOC      Role = "TOC"
	RoleTOCI     Role = "TOCI"
	RoleRef      Role = "Reference"
	RoleLink     Role = "Link"
	RoleSpan     Role = "Span"
)

// inline reports whether the role is that of a piece of a text.
func (r Role) inline() bool { return r == RoleLink || r == RoleSpan }

// Element is a structure element: who owns a piece of text. Elements are in
// reading order; Parent is an index into Layout.Elements, -1 for the root, and
// smaller than the element's own. A cell can be empty: an element without text.
type Element struct {
	Role    Role
	Parent  int
	ID      string // anchor, for headings
	Title   string // headings: their text, for the outline; Part: its name
	Note    string // headings: the date of the agreement beneath, for the outline; it may be empty
	Summary string // Table
	Ordered bool   // L: its labels are numbers (otherwise bullets)
	Column  bool   // TH: heads a column (otherwise a row)
	Href    string // Link: http, https, mailto in percent-encoded ASCII, or #anchor of a heading
	Lang    string // Span: language of its text, BCP 47; "" for that of the document
	Long    string // Span: what its text, an abbreviation, stands for
}

// Artifact says that a piece belongs to the page and not to the text
// (ISO 32000-1, 14.8.2.2.2).
type Artifact int

// The kinds of artifact.
const (
	NoArtifact Artifact = iota
	Layouted            // rule, fold mark, repeated table head, leader of the table of contents
	Header              // pagination: running header
	Footer              // pagination: page number
)

// Fragment is text in one face at one place. X and Y are measured from the
// page's upper left corner; Y is the baseline.
//
// The texts of a block's fragments, one after the other, are the block's text
// with single spaces. U+00AD occurs only as a line's last character and is
// drawn there as a hyphen; U+2011 is drawn with the glyph that [font.Face.Glyph]
// names. All characters are below U+10000 and in the face.
type Fragment struct {
	X, Y     Length
	Width    Length // advance width of Text
	Text     string // as drawn and as read; a trailing space is kept at line ends
	Face     *font.Face
	Size     Length
	Owner    int // index into Layout.Elements; -1 for an artifact
	Artifact Artifact
}

// Rule is a filled rectangle, X and Y its upper left corner. All rules are artifacts.
type Rule struct {
	X, Y, W, H Length
}

// Page is one page, always A4. Its fragments stand in reading order, artifacts
// among them.
type Page struct {
	Label     string // what the viewer's page box shows: "i", "1", …
	Number    string // as printed; "" where none is
	Fragments []Fragment
	Rules     []Rule
}

// A4 in Length.
const (
	PageWidth  Length = 595276
	PageHeight Length = 841890
)

// Layout is the finished pages and the structure that their text belongs to.
type Layout struct {
	Pages    []Page
	Elements []Element
	Kerned   bool // the letters of each fragment are to be kerned (font.Face.Kern)
	Meta     Meta
}

// Meta is what the PDF says about itself.
type Meta struct {
	Title, Author, Subject string
	Keywords               []string
	Date                   string // EDTF
	Language               string // "de-DE"
	Draft, Sample          bool
}
