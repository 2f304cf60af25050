package finish

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pdfcpu would otherwise write a folder for its configuration into the user's.
func init() { model.ConfigPath = "disable" }

// drawn is what finishing takes from a drawn file: the pages' content streams,
// and the fonts by the names of the resources.
type drawn struct {
	width, height int
	contents      [][]byte
	fonts         map[string]*drawnFont
}

// drawnFont is a font whose codes are UTF-16 units, as gofpdf makes them.
type drawnFont struct {
	base       string         // BaseFont: "utf8" and the PostScript name in small letters
	face       int            // index into Document.Fonts; -1 if it is none of them
	glyphs     []byte         // CIDToGIDMap: two bytes a code, 0 for none
	file       []byte         // the TrueType subset
	box        []float64      // FontBBox, in 1/1000 em
	descriptor map[string]int // the other numbers of the descriptor
}

// descriptorKeys are the numbers of a font descriptor that are taken over.
var descriptorKeys = []string{"Flags", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"}

// parse reads a drawn file. pdfcpu panics at some malformed files.
func parse(file []byte) (d *drawn, err error) {
	defer func() {
		if r := recover(); r != nil {
			d, err = nil, fmt.Errorf("parser: %v", r)
		}
	}()
	ctx, err := pdfcpu.Read(bytes.NewReader(file), model.NewDefaultConfiguration())
	if err != nil {
		return nil, err
	}
	x := objects{ctx}
	root, err := x.dict(ctx.Root)
	if err != nil {
		return nil, err
	}
	tree, err := x.dict(root["Pages"])
	if err != nil {
		return nil, err
	}
	kids, err := x.array(tree["Kids"])
	if err != nil {
		return nil, err
	}
	box, err := x.numbers(tree["MediaBox"], 4)
	if err != nil {
		return nil, fmt.Errorf("MediaBox: %w", err)
	}
	d = &drawn{width: hundredths(box[2]), height: hundredths(box[3]), fonts: map[string]*drawnFont{}}
	var resources types.IndirectRef
	for i, kid := range kids {
		page, err := x.dict(kid)
		if err != nil {
			return nil, err
		}
		if page.Type() == nil || *page.Type() != "Page" {
			return nil, fmt.Errorf("page %d is none", i+1)
		}
		r, ok := page["Resources"].(types.IndirectRef)
		if !ok || i > 0 && r != resources {
			return nil, fmt.Errorf("page %d has resources of its own", i+1)
		}
		resources = r
		content, err := x.data(page["Contents"])
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		d.contents = append(d.contents, content)
	}
	return d, x.fonts(resources, d.fonts)
}

// objects gives the objects of a file their types.
type objects struct{ ctx *model.Context }

func (x objects) dict(o any) (types.Dict, error) {
	if r, ok := o.(*types.IndirectRef); ok && r != nil {
		o = *r
	}
	object, _ := o.(types.Object)
	d, err := x.ctx.DereferenceDict(object)
	if err == nil && d == nil {
		err = errors.New("a dictionary is missing")
	}
	return d, err
}

func (x objects) array(o types.Object) (types.Array, error) {
	a, err := x.ctx.DereferenceArray(o)
	if err == nil && a == nil {
		err = errors.New("an array is missing")
	}
	return a, err
}

// number returns a number that is not absurd.
func (x objects) number(o types.Object) (float64, error) {
	n, err := x.ctx.DereferenceNumber(o)
	if err == nil && !(math.Abs(n) < 1e6) {
		err = fmt.Errorf("the number %g", n)
	}
	return n, err
}

func (x objects) numbers(o types.Object, n int) ([]float64, error) {
	a, err := x.array(o)
	if err != nil {
		return nil, err
	}
	if len(a) != n {
		return nil, fmt.Errorf("%d numbers, not %d", len(a), n)
	}
	list := make([]float64, n)
	for i := range a {
		if list[i], err = x.number(a[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// data returns a stream's decoded data: as they lie there, or inflated. Other
// filters gofpdf does not use; pdfcpu's own decoding takes damaged data as well.
func (x objects) data(o types.Object) ([]byte, error) {
	s, _, err := x.ctx.DereferenceStreamDict(o)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return nil, errors.New("a stream is missing")
	case len(s.FilterPipeline) == 0:
		return s.Raw, nil
	case len(s.FilterPipeline) > 1 || s.FilterPipeline[0].Name != "FlateDecode" || s.FilterPipeline[0].DecodeParms != nil:
		return nil, errors.New("the filter of a stream is not known")
	}
	z, err := zlib.NewReader(bytes.NewReader(s.Raw))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(z); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// fonts reads the fonts of the resources.
func (x objects) fonts(resources types.Object, into map[string]*drawnFont) error {
	r, err := x.dict(resources)
	if err != nil {
		return err
	}
	named, err := x.dict(r["Font"])
	if err != nil {
		return err
	}
	for name, object := range named {
		font, err := x.font(object)
		if err != nil {
			return fmt.Errorf("font %s: %w", name, err)
		}
		into[name] = font
	}
	return nil
}

func (x objects) font(object types.Object) (*drawnFont, error) {
	outer, err := x.dict(object)
	if err != nil {
		return nil, err
	}
	base, encoding := outer.NameEntry("BaseFont"), outer.NameEntry("Encoding")
	if outer.Subtype() == nil || *outer.Subtype() != "Type0" || encoding == nil || *encoding != "Identity-H" || base == nil {
		return nil, errors.New("it is not composite with Identity-H")
	}
	descendants, err := x.array(outer["DescendantFonts"])
	if err != nil {
		return nil, err
	}
	if len(descendants) != 1 {
		return nil, fmt.Errorf("%d descendants", len(descendants))
	}
	inner, err := x.dict(descendants[0])
	if err != nil {
		return nil, err
	}
	if inner.Subtype() == nil || *inner.Subtype() != "CIDFontType2" {
		return nil, errors.New("its descendant is not TrueType")
	}
	f := &drawnFont{base: *base, face: -1, descriptor: map[string]int{}}
	descriptor, err := x.dict(inner["FontDescriptor"])
	if err != nil {
		return nil, err
	}
	if f.box, err = x.numbers(descriptor["FontBBox"], 4); err != nil {
		return nil, err
	}
	for _, key := range descriptorKeys {
		n, err := x.number(descriptor[key])
		if err != nil {
			return nil, fmt.Errorf("its %s: %w", key, err)
		}
		f.descriptor[key] = int(math.Round(n))
	}
	if f.file, err = x.data(descriptor["FontFile2"]); err != nil {
		return nil, err
	}
	if f.glyphs, err = x.data(inner["CIDToGIDMap"]); err != nil {
		return nil, err
	}
	return f, nil
}

// identify says which of the faces each font is.
func (d *drawn) identify(faces []Font) {
	for _, f := range d.fonts {
		for i := range faces {
			if f.base == "utf8"+strings.ToLower(faces[i].PostScript) {
				f.face = i
			}
		}
	}
}

// font returns the font that is a face, nil if none is.
func (d *drawn) font(face int) *drawnFont {
	for _, f := range d.fonts {
		if f.face == face {
			return f
		}
	}
	return nil
}

func hundredths(points float64) int { return int(math.Round(points * 100)) }
