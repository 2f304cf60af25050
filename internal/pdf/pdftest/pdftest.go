// Package pdftest reads back, for tests, what stands on the pages of a PDF:
// each text and each rule with its place. Start with [Read].
//
// It understands the files that gofpdf writes and no others: one classical
// cross-reference table, and content streams that consist of plain text and
// rules. What it does not know it refuses, so that no test passes because
// something was overlooked. It is not for the program itself, and no judge of
// whether a file is valid: that is what the programs are for that [Tool]
// finds.
package pdftest

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"
)

// Document is what was read. Info holds the text strings of the information
// dictionary by key (Title, CreationDate), decoded.
type Document struct {
	Pages []Page
	Info  map[string]string
	Fonts []string // PostScript names of all fonts of the file, in the order of the first page's resource keys
}

// Page is a page. Lengths are in mm, from the page's upper left corner, and as
// exact as the file: gofpdf writes 1/100 pt.
type Page struct {
	Width, Height float64
	Fragments     []Fragment // one for each text operator, in the order of the content stream
	Rules         []Rule
}

// Fragment is what one text operator draws. X is where it begins, Y its
// baseline, W its width by the font's table of widths, all in mm; Size is in
// pt.
type Fragment struct {
	X, Y, W float64
	Size    float64
	Font    string // PostScript name
	Text    string
	Missing string  // those characters of Text for which the font has no glyph
	ink     float64 // W without the spaces at the end
}

// Rule is a filled rectangle or a straight line; X, Y is its upper left
// corner. Lengths in mm.
type Rule struct{ X, Y, W, H float64 }

// near is how far, in mm, two numbers may lie apart that were the same before
// they were printed with two decimals of a point.
const near = 0.01

// Text returns the page's texts in the order of the content stream. A text
// that begins where the one before it ended continues its line; any other
// begins a new line.
func (p Page) Text() string {
	var b strings.Builder
	for i, f := range p.Fragments {
		if i > 0 {
			last := p.Fragments[i-1]
			// Of many texts in a row, each may add the rounding of its width.
			if math.Abs(f.Y-last.Y) > near || math.Abs(f.X-last.X-last.W) > 10*near {
				b.WriteByte('\n')
			}
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
		if inside(Rule{f.X, f.Y, f.ink, 0}) {
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

// decode returns the characters of a string of UTF-16BE units.
func decode(s []byte) (string, error) {
	if len(s)%2 != 0 {
		return "", fmt.Errorf("string of %d bytes is not UTF-16: %q", len(s), s)
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units)), nil
}
