// Package pdftest reads back, for tests, what a PDF holds: each text and each
// rule on its pages with its place, and what makes the file accessible: the
// structure tree, links, bookmarks, page labels, metadata. Start with [Read].
//
// It understands the files that gofpdf writes, and those that our finishing
// makes of them, and no others. What it does not know it refuses, so that no
// test passes because something was overlooked; and it refuses a structure
// that contradicts the pages. It is not for the program itself, and no judge
// of whether a file is valid: that is what the programs are for that [Tool]
// finds.
package pdftest

import (
	"iter"
	"math"
	"strings"
)

// Document is what was read. For all that has no field, [Document.Object] and
// its likes look at the file's objects.
type Document struct {
	Version   string    // of the header: "1.7"
	ID        [2][]byte // both nil if the file has none
	Pages     []Page
	Info      map[string]string // the information dictionary's text strings by key (Title, CreationDate), decoded
	Fonts     []string          // PostScript names of all fonts of the pages, in the order of their object numbers
	FontDicts []Dict            // the Type0 fonts, in the same order
	Trailer   Dict
	Catalog   Dict
	XMP       []byte           // the catalog's metadata stream, nil if none
	Lang      string           // the catalog's
	Root      *Element         // the structure tree's one top element, nil if there is no tree
	Outline   []Bookmark       // nil if none
	Dests     map[string]Place // named destinations
	Labels    []string         // page labels, one a page; nil if there are none

	file *file
}

// Page is a page. Lengths are in mm, from the page's upper left corner, and as
// exact as the file: gofpdf writes 1/100 pt.
type Page struct {
	Width, Height float64
	Fragments     []Fragment // one for each text operator, in the order of the content stream
	Rules         []Rule
	Links         []Link
	Dict          Dict // with the inherited MediaBox and Resources

	marked map[int][]int // indices of the fragments of each MCID
}

// Fragment is what one text operator draws. X is where it begins, Y its
// baseline, W its width by the font's table of widths and the operator's
// adjustments, all in mm; Size is in pt.
type Fragment struct {
	X, Y, W float64
	Size    float64
	Font    string // PostScript name
	Text    string // by the font's ToUnicode
	Codes   []uint16
	Missing string // those characters of Text for which the font has no glyph

	// Of the marked content around it. Inner property lists hide outer ones.
	Tag                         string // of the innermost ("P", "Artifact"), "" if untagged
	MCID                        int    // -1 if none
	Artifact                    string // "" unless an artifact: Type and Subtype of its property list ("Pagination/Header", "Layout"), or "Artifact"
	Lang, ActualText, Expansion string

	ink  float64 // W without the spaces at the end
	span int     // number of the marked content that has the ActualText; 0 if none
}

// Rule is a filled rectangle or a straight line; X, Y is its upper left
// corner. Lengths in mm.
type Rule struct {
	X, Y, W, H float64
	Artifact   string // as in [Fragment]
	Tagged     bool   // inside marked content, be it real or an artifact
}

// near is how far, in mm, two numbers may lie apart that were the same before
// they were printed with two decimals of a point.
const near = 0.01

// continues reports whether f begins where last ended.
func (f Fragment) continues(last Fragment) bool {
	// Of many texts in a row, each may add the rounding of its width.
	return math.Abs(f.Y-last.Y) <= near && math.Abs(f.X-last.X-last.W) <= 10*near
}

// Text returns the page's texts in the order of the content stream. A text
// that begins where the one before it ended continues its line; any other
// begins a new line.
func (p Page) Text() string {
	var b strings.Builder
	for i, f := range p.Fragments {
		if i > 0 && !f.continues(p.Fragments[i-1]) {
			b.WriteByte('\n')
		}
		b.WriteString(f.Text)
	}
	return b.String()
}

// Crop returns the page with only those texts and rules that lie wholly
// inside the rectangle: of a text, its baseline from the first character to
// the last that is not a space.
func (p Page) Crop(x, y, w, h float64) Page {
	inside := func(r Rule) bool {
		return r.X >= x-near && r.Y >= y-near && r.X+r.W <= x+w+near && r.Y+r.H <= y+h+near
	}
	cropped := Page{Width: p.Width, Height: p.Height}
	for _, f := range p.Fragments {
		if inside(Rule{X: f.X, Y: f.Y, W: f.ink}) {
			cropped.Fragments = append(cropped.Fragments, f)
		}
	}
	for _, r := range p.Rules {
		if inside(r) {
			cropped.Rules = append(cropped.Rules, r)
		}
	}
	return cropped
}

// Text returns the text of all pages, one below the other.
func (d *Document) Text() string {
	texts := make([]string, len(d.Pages))
	for i, p := range d.Pages {
		texts[i] = p.Text()
	}
	return strings.Join(texts, "\n")
}

// Object returns the object that a reference leads to, and any other as it is.
func (d *Document) Object(object any) any { return d.file.resolve(object) }

// Dict is Object for a dictionary; nil if it is none.
func (d *Document) Dict(object any) Dict {
	dict, _ := d.Object(object).(Dict)
	return dict
}

// Array is Object for an array; nil if it is none.
func (d *Document) Array(object any) Array {
	array, _ := d.Object(object).(Array)
	return array
}

// Name is Object for a name; "" if it is none.
func (d *Document) Name(object any) Name {
	name, _ := d.Object(object).(Name)
	return name
}

// Stream is Object for a stream; one without a dictionary if it is none.
func (d *Document) Stream(object any) Stream {
	stream, _ := d.Object(object).(Stream)
	return stream
}

// Objects returns all objects of the file in the order of their numbers.
func (d *Document) Objects() iter.Seq2[Ref, any] {
	return func(yield func(Ref, any) bool) {
		for n, object := range d.file.objects {
			if object != nil && !yield(Ref(n), object) {
				return
			}
		}
	}
}
