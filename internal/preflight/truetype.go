package preflight

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// trueType is the font program of FontFile2: what of the TrueType tables says
// how wide a glyph is and whether anything is drawn.
type trueType struct {
	glyf, loca, hmtx []byte
	em               float64
	count, metrics   int
	long             bool // loca has four bytes an entry
	maps             int  // subtables of cmap
	symbol           bool // one of them is of Microsoft's symbols
}

// tables returns the font program, read once; nil if it is none of TrueType.
func (f *fontFile) tables() (*trueType, error) {
	if f.outlines == nil && f.outlineErr == nil {
		if _, ok := f.descriptor["FontFile2"]; !ok || f.program == nil {
			return nil, nil
		}
		if f.outlines, f.outlineErr = readTrueType(f.program); f.outlineErr != nil {
			f.outlines = nil
		}
	}
	return f.outlines, f.outlineErr
}

// readTrueType reads the tables that PDF wants of a TrueType font (9.9), and
// whether they hold what they say.
func readTrueType(b []byte) (*trueType, error) {
	if len(b) < 12 || string(b[:4]) != "\x00\x01\x00\x00" && string(b[:4]) != "true" {
		return nil, errors.New("sie beginnt nicht wie eine TrueType-Schrift")
	}
	n := int(binary.BigEndian.Uint16(b[4:]))
	if len(b) < 12+16*n {
		return nil, errors.New("das Verzeichnis ihrer Tabellen ist abgeschnitten")
	}
	tables := map[string][]byte{}
	for i := range n {
		entry := b[12+16*i:]
		tag := string(entry[:4])
		at, size := uint64(binary.BigEndian.Uint32(entry[8:])), uint64(binary.BigEndian.Uint32(entry[12:]))
		if at+size > uint64(len(b)) {
			return nil, fmt.Errorf("die Tabelle %s ist abgeschnitten", quote(tag))
		}
		tables[tag] = b[at : at+size]
	}
	for _, need := range []struct {
		tag  string
		size int
	}{{"head", 54}, {"hhea", 36}, {"maxp", 6}, {"hmtx", 4}, {"loca", 4}, {"glyf", 0}} {
		if t, ok := tables[need.tag]; !ok || len(t) < need.size {
			return nil, fmt.Errorf("die Tabelle %s fehlt oder ist zu kurz", quote(need.tag))
		}
	}
	t := &trueType{
		glyf: tables["glyf"], loca: tables["loca"], hmtx: tables["hmtx"],
		em:      float64(binary.BigEndian.Uint16(tables["head"][18:])),
		count:   int(binary.BigEndian.Uint16(tables["maxp"][4:])),
		metrics: int(binary.BigEndian.Uint16(tables["hhea"][34:])),
		long:    binary.BigEndian.Uint16(tables["head"][50:]) == 1,
	}
	switch {
	case t.em == 0:
		return nil, errors.New("ihr Geviert hat keine Größe")
	case t.metrics < 1 || t.metrics > t.count || len(t.hmtx) < 4*t.metrics+2*(t.count-t.metrics):
		return nil, errors.New("die Tabelle „hmtx“ hat nicht für jede Glyphe eine Breite")
	}
	if cmap := tables["cmap"]; len(cmap) >= 4 {
		t.maps = int(binary.BigEndian.Uint16(cmap[2:]))
		for i := 4; i+8 <= len(cmap) && i < 4+8*t.maps; i += 8 {
			t.symbol = t.symbol || binary.BigEndian.Uint32(cmap[i:]) == 3<<16
		}
	}
	for g := range t.count {
		if from, to := t.location(g), t.location(g+1); from < 0 || from > to || to > len(t.glyf) {
			return nil, fmt.Errorf("der Umriss der Glyphe %d liegt nicht in der Tabelle „glyf“", g)
		}
	}
	for g := range t.count {
		if err := t.parts(g); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// location returns where a glyph begins; -1 if the table is too short.
func (t *trueType) location(g int) int {
	switch {
	case t.long && 4*g+4 <= len(t.loca):
		return int(binary.BigEndian.Uint32(t.loca[4*g:]))
	case !t.long && 2*g+2 <= len(t.loca):
		return 2 * int(binary.BigEndian.Uint16(t.loca[2*g:]))
	}
	return -1
}

func (t *trueType) outline(g int) []byte { return t.glyf[t.location(g):t.location(g+1)] }

// advance returns a glyph's width in 1/1000 em.
func (t *trueType) advance(g int) float64 {
	return float64(binary.BigEndian.Uint16(t.hmtx[4*min(g, t.metrics-1):])) * 1000 / t.em
}

// parts holds that a glyph made of others is made of some that are there.
func (t *trueType) parts(g int) error {
	outline := t.outline(g)
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return nil
	}
	for at, more := 10, true; more; {
		if at+4 > len(outline) {
			return fmt.Errorf("die zusammengesetzte Glyphe %d ist abgeschnitten", g)
		}
		flags, part := binary.BigEndian.Uint16(outline[at:]), int(binary.BigEndian.Uint16(outline[at+2:]))
		if part >= t.count || part == g {
			return fmt.Errorf("die Glyphe %d ist aus der Glyphe %d zusammengesetzt, die es nicht gibt", g, part)
		}
		at += 6
		if flags&1 != 0 { // the arguments are words
			at += 2
		}
		switch { // one scale, two, or four
		case flags&8 != 0:
			at += 2
		case flags&0x40 != 0:
			at += 4
		case flags&0x80 != 0:
			at += 8
		}
		more = flags&0x20 != 0
	}
	return nil
}

// glyph returns the glyph of a code of a composite TrueType font in Identity-H
// or -V; ok is false for any other font.
func (f *fontFile) glyph(code int) (g int, ok bool) {
	switch {
	case !f.readable():
		return 0, false
	case f.glyphs == nil:
		return code, true
	case 2*code+1 < len(f.glyphs):
		return int(binary.BigEndian.Uint16(f.glyphs[2*code:])), true
	}
	return 0, true
}
