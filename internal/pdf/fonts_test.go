package pdf_test

import (
	"encoding/binary"
	"io"
	"math"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/typeset"
)

func loadFamily(files map[string][]byte) *font.Family {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	family, _ := font.Load(fsys)
	return family
}

// all returns a layout with all characters of a face, each in a text of its own.
func all(face *font.Face) *typeset.Layout {
	l := &typeset.Layout{Elements: paragraph, Meta: typeset.Meta{Language: "de-DE"}}
	var p typeset.Page
	for r := rune(' '); r <= 0xFFFF; r++ {
		if !face.Has(r) {
			continue
		}
		f := fragment(string(r))
		f.Face, f.Y = face, typeset.MM(int64(3600+100*len(p.Fragments)))
		f.Width = typeset.Length(face.Advance(r)) * f.Size / 1000
		if p.Fragments = append(p.Fragments, f); len(p.Fragments) == 200 {
			l.Pages, p = append(l.Pages, p), typeset.Page{}
		}
	}
	l.Pages = append(l.Pages, p)
	return l
}

// silently runs f and reports an error if it prints to the standard output.
func silently(t testing.TB, f func()) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	os.Stdout = w
	printed := make(chan string)
	go func() {
		b, _ := io.ReadAll(r)
		r.Close()
		printed <- string(b)
	}()
	defer func() {
		os.Stdout = stdout
		w.Close()
		if text := <-printed; text != "" {
			t.Errorf("printed: %q", text)
		}
	}()
	f()
}

// TestEveryCharacterOfAnotherFamily: each is drawn, where and as wide as it was
// measured.
func TestEveryCharacterOfAnotherFamily(t *testing.T) {
	for _, files := range []map[string][]byte{fonttest.Go(), fonttest.Mono()} {
		for _, face := range loadFamily(files).Faces() {
			l := all(face)
			silently(t, func() {
				doc := read(t, write(t, l))
				for i, p := range doc.Pages {
					for j, got := range p.Fragments {
						w := l.Pages[i].Fragments[j]
						if off(got.X, millimetres(w.X)) || off(got.Y, millimetres(w.Y)) || off(got.W, millimetres(w.Width)) ||
							got.Missing != "" || got.Text != strings.ReplaceAll(w.Text, "\u00ad", "-") || untagged(got.Font) != face.PostScript {
							t.Errorf("%s: got %+v\nwant %+v", face.PostScript, got, w)
						}
					}
				}
			})
		}
	}
}

// TestFacesOfOneName: gofpdf would draw both with the glyphs of the first.
func TestFacesOfOneName(t *testing.T) {
	a, b := fragment("a"), fragment("b")
	a.Face, b.Face = named("Haus-Schrift"), named("haus-schrift")
	_, err := pdf.Write(page(a, b))
	if want := "pdf: zwei Schriften heißen haus-schrift"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestNamesOfCoreFonts: a family may be called as one that gofpdf has itself.
func TestNamesOfCoreFonts(t *testing.T) {
	for _, name := range []string{"Arial", "Helvetica", "Symbol", "ZapfDingbats"} {
		f := fragment("Text")
		f.Face = named(name)
		if doc := read(t, write(t, page(f))); len(doc.Fonts) != 1 || untagged(doc.Fonts[0]) != name || doc.Pages[0].Fragments[0].Text != "Text" {
			t.Errorf("%s: fonts %q, drawn %+v", name, doc.Fonts, doc.Pages[0].Fragments)
		}
	}
}

// named returns a face with a PostScript name.
func named(name string) *font.Face {
	files := fonttest.Go()
	files["Go-Regular.ttf"] = fonttest.Replace(files["Go-Regular.ttf"], "name", nameTable("Go", name))
	return loadFamily(files).Regular
}

// nameTable returns a name table with a family and a PostScript name, ASCII.
func nameTable(family, postScript string) []byte {
	table := []byte{0, 0, 0, 2, 0, 30, 0, 1, 0, 0, 0, 0, 0, 1, 0, byte(len(family)), 0, 0,
		0, 1, 0, 0, 0, 0, 0, 6, 0, byte(len(postScript)), 0, byte(len(family))}
	return append(table, family+postScript...)
}

// FuzzWriteFace changes numbers of a font file. If font.Load takes it, it can
// be drawn with, all of its characters: gofpdf neither panics nor prints. Each
// five bytes are the table, the place in it, and what is written there.
func FuzzWriteFace(f *testing.F) {
	tags := []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "cvt ", "fpgm", "prep", "gasp"}
	base := fonttest.Go()["Go-Regular.ttf"]
	for i, tag := range tags {
		for at := 0; at < min(len(fonttest.Table(base, tag)), 60); at += 6 {
			f.Add([]byte{byte(i), 0, byte(at), 0xFF, 0xFF})
		}
	}
	files := fonttest.Go()
	f.Fuzz(func(t *testing.T, edits []byte) {
		data := append([]byte(nil), base...)
		for ; len(edits) >= 5; edits = edits[5:] {
			table := fonttest.Table(data, tags[int(edits[0])%len(tags)])
			copy(table[int(binary.BigEndian.Uint16(edits[1:]))%len(table):], edits[3:5])
		}
		files["Go-Regular.ttf"] = data
		family := loadFamily(files)
		if family == nil {
			return
		}
		l := all(family.Regular)
		silently(t, func() {
			doc := read(t, write(t, l))
			for i, p := range doc.Pages {
				for j, got := range p.Fragments {
					if want := l.Pages[i].Fragments[j]; math.Abs(got.W-millimetres(want.Width)) > 0.01 || got.Missing != "" {
						t.Errorf("got %+v, want %+v", got, want)
					}
				}
			}
		})
	})
}
