// Package pdf makes a PDF of finished pages, accessible and fit for the archive
// (PDF/UA-1 and PDF/A-2a). Call [Write] with what
// [umsetzungsstand/internal/typeset.Set] returned.
//
// maroto draws the pages (canvas.go); then package finish makes them what they
// are to be, from what document.go tells it of the layout. Lines and pages are
// broken by package typeset, and nothing is decided here but how the layout is
// said in PDF. The order of drawing is the contract between the two halves:
// page by page, the fragments of a page in the order of
// [typeset.Page.Fragments], one text operator (Tj) a fragment that has text,
// then the rules. The finishing holds the one against the other.
//
// The same layout gives the same bytes, on any processor, as long as the
// program was built with the same Go release (compress/flate may change).
//
// No other package imports maroto and the modules it brings along.
package pdf

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/johnfercher/maroto/v2"
	"github.com/johnfercher/maroto/v2/pkg/components/col"
	"github.com/johnfercher/maroto/v2/pkg/components/page"
	"github.com/johnfercher/maroto/v2/pkg/components/row"
	"github.com/johnfercher/maroto/v2/pkg/config"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/pdf/finish"
	"umsetzungsstand/internal/typeset"
)

// Write draws the layout and returns the PDF's bytes. It reads l and changes
// nothing in it.
//
// The errors say, all at once, which fragments cannot be drawn: those with a
// character above U+FFFF, which gofpdf garbles, and those that break the
// contract of package typeset. gofpdf is not safe from faces that it cannot
// read: they have to come from [font.Load], or be the house's own.
//
// The metadata tell the time of [typeset.Meta.Date], to its own precision, and
// none where it is not known; never that of the run.
func Write(l *typeset.Layout) ([]byte, error) {
	if err := check(l); err != nil {
		return nil, err
	}
	b, err := draw(l)
	if err != nil {
		return nil, err
	}
	return finish.Finish(b, document(l))
}

// check looks for what maroto or gofpdf would draw wrongly, or panic at,
// without an error of their own.
func check(l *typeset.Layout) error {
	var errs []error
	if len(l.Pages) == 0 {
		errs = append(errs, errors.New("pdf: Das Dokument hat keine Seite"))
	}
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			if err := checkFragment(&l.Pages[i].Fragments[j]); err != nil {
				errs = append(errs, fmt.Errorf("pdf: Seite %d, Textstück %d: %w", i+1, j+1, err))
			}
		}
	}
	errs = append(errs, checkFaces(faces(l))...)
	return errors.Join(errs...)
}

// checkFaces looks for faces that gofpdf could not tell apart: it knows them
// by their names in small letters, and draws the one with the other's glyphs.
func checkFaces(used []*font.Face) []error {
	var errs []error
	for i, f := range used {
		for _, other := range used[:i] {
			if f != nil && other != nil && strings.EqualFold(f.PostScript, other.PostScript) {
				errs = append(errs, fmt.Errorf("pdf: zwei Schriften heißen %s", f.PostScript))
			}
		}
	}
	return errs
}

func checkFragment(f *typeset.Fragment) error {
	if f.Text == "" {
		return nil
	}
	if f.Face == nil {
		return errors.New("ohne Schrift")
	}
	// gofpdf takes a size of zero for the one that was set before.
	if hundredths(f.Size) <= 0 {
		return fmt.Errorf("die Schriftgröße %g pt ist nicht darstellbar", f.Size.Points())
	}
	if !utf8.ValidString(f.Text) {
		return fmt.Errorf("der Text %q ist kein gültiges UTF-8", f.Text)
	}
	for _, r := range f.Text {
		if !f.Face.Has(r) && r <= 0xFFFF {
			return fmt.Errorf("die Schrift %s hat kein Zeichen U+%04X in %q", f.Face.PostScript, r, f.Text)
		}
		if r > 0xFFFF {
			return fmt.Errorf("das Zeichen „%c“ (U+%04X) in „%s“ lässt sich nicht in eine PDF-Datei schreiben", r, r, f.Text)
		}
	}
	return nil
}

// draw returns what maroto makes of the layout.
//
// The margins are zero and each page is one row as high as the page, because
// gofpdf breaks pages by an arithmetic of its own: with rows that fill a page
// only together it does so too early whenever their heights add up to a bit
// more than the page in floating point.
func draw(l *typeset.Layout) ([]byte, error) {
	fonts := customFonts(l)
	cfg := config.NewBuilder().
		WithDimensions(mm(typeset.PageWidth), mm(typeset.PageHeight)).
		WithLeftMargin(0).WithTopMargin(0).WithRightMargin(0).WithBottomMargin(0).
		WithCustomFonts(fonts).
		// maroto sets this font before anything is drawn. Its own default would
		// put Helvetica, not embedded, among the document's fonts.
		WithDefaultFont(&props.Font{Family: fonts[0].Family, Style: fonts[0].Style, Size: 12, Color: &props.BlackColor}).
		WithCompression(false). // the finishing compresses what it has rewritten
		Build()

	m := maroto.New(cfg)
	for i := range l.Pages {
		m.AddPages(page.New().Add(row.New(mm(typeset.PageHeight)).Add(col.New().Add(&canvas{&l.Pages[i]}))))
	}
	doc, err := m.Generate()
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return doc.GetBytes(), nil
}

// faces returns the faces that the layout uses, in the order of their first use.
func faces(l *typeset.Layout) []*font.Face {
	var used []*font.Face
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			if f := &l.Pages[i].Fragments[j]; f.Text != "" && !slices.Contains(used, f.Face) {
				used = append(used, f.Face)
			}
		}
	}
	return used
}

// customFonts returns the faces that the layout uses; at least one. maroto
// knows each as a family of its own, by its PostScript name. Parsing them is
// most of the time that a short document takes.
func customFonts(l *typeset.Layout) []*entity.CustomFont {
	used := faces(l)
	if len(used) == 0 {
		used = append(used, font.Liberation.Regular)
	}
	var fonts []*entity.CustomFont
	for _, face := range used {
		// gofpdf may append to the bytes and so write into their array: Data
		// must be a copy.
		fonts = append(fonts, &entity.CustomFont{Family: face.PostScript, Style: fontstyle.Normal, Bytes: face.Data()})
	}
	return fonts
}
