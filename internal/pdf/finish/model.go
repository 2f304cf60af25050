package finish

// Document is what a drawn file does not say of itself: what its texts are, how
// they hang together, where they lead, and what the whole is.
//
// Lengths are in 1/100 pt, in the coordinates of ISO 32000-1, 8.3.2.3: x to the
// right and y upwards from the page's lower left corner.
type Document struct {
	Language      string // of the text, BCP 47
	Width, Height int    // of every page
	Metadata      Metadata
	Fonts         []Font
	Elements      []Element // in reading order; the first is the root
	Pages         []Page
	Destinations  []Destination
	Outline       []Bookmark
}

// Metadata is what the document says of itself. Creator is the program that
// made the text, Producer the one that made the file.
type Metadata struct {
	Title, Author, Subject string
	Keywords               []string
	Creator, Producer      string
	Date                   string // EDTF: a day, a month or a year; "" if not known
}

// Font is a face that texts are drawn in.
type Font struct {
	PostScript string                       // by which the drawn file knows it, in small letters
	Advance    func(r rune) int             // width in 1/1000 em, as it was measured
	Kern       func(before, after rune) int // in 1/1000 em, less than 0 for nearer; nil for none
	Glyph      func(r rune) rune            // the character whose glyph the drawn file shows for r; nil for r itself
}

// Element is a structure element (ISO 32000-1, 14.7.2).
type Element struct {
	Type      string // a standard structure type (ISO 32000-1, 14.8.4)
	Parent    int    // index of an element before it; -1 for the root
	Title     string
	Language  string // if other than its parent's, BCP 47
	Expansion string // of the abbreviation that is its text
	Summary   string // of a Table
	Scope     string // of a TH: Row or Column
	Numbering string // of an L: Disc, Decimal (table 347)
}

// Page is a page. Texts and Rules are those of the drawn page, all of them and
// in its order: first the texts, then the rules.
type Page struct {
	Label string // what the viewer's page box shows: "i", "1", …
	Texts []Text
	Rules []Rule
	Links []Link
}

// Text is what one text operator shows.
type Text struct {
	X, Y    int // where it begins, on its baseline
	Size    int
	Font    int    // index into Document.Fonts
	Text    string // as it is read; all characters below U+10000
	Element int    // index of the element it belongs to; -1 for an artifact
	Kind    Artifact
}

// Artifact is what an artifact is (ISO 32000-1, 14.8.2.2.2).
type Artifact int

// The kinds of artifact.
const (
	Layout Artifact = iota // such as a rule or a repeated table head
	Header                 // pagination
	Footer                 // likewise
)

// Rule is a stroked horizontal or vertical line with butt ends. All rules are
// artifacts.
type Rule struct {
	X1, Y1, X2, Y2 int
	Width          int
}

// Link is a link annotation (ISO 32000-1, 12.5.6.5): all of a link that stands on one page.
type Link struct {
	Element  int    // the Link that its text belongs to
	Areas    []Area // one a line
	Contents string // where it leads, to be read aloud
	URI      string // in ASCII, percent-encoded; "" for a destination
	Name     string // of a destination
}

// Area is a rectangle, given by its lower left and upper right corners.
type Area struct{ X1, Y1, X2, Y2 int }

// Destination is a named place in the document (ISO 32000-1, 12.3.2.3).
type Destination struct {
	Name string
	Place
}

// Place is a place to be shown in the upper left corner of the window.
type Place struct{ Page, X, Y int }

// Bookmark is an item of the outline (ISO 32000-1, 12.3.3). Each is one level deeper than
// the one before it at the most; the first has the level 0.
type Bookmark struct {
	Title string
	Level int
	Open  bool // its children are shown
	Place
}
