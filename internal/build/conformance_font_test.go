package build

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"umsetzungsstand/internal/pdf/pdftest"
)

// The rules of fonts.
var fontRules = []rule{
	{"2a 6.2.11.2; 31-017 to 31-026", "all fonts are Type0 with a TrueType descendant, of the forms that ISO 32000-1 knows", func(s *subject, fault fault) {
		s.each(func(n pdftest.Ref, value any) {
			d, ok := value.(pdftest.Dict)
			if !ok || d["Type"] != pdftest.Name("Font") {
				return
			}
			if t := d["Subtype"]; t != pdftest.Name("Type0") && t != pdftest.Name("CIDFontType2") {
				fault("object %d is a font of type %v", n, t)
			}
		})
		if len(s.doc.FontDicts) == 0 {
			fault("there are none")
		}
	}, []func(*subject){
		func(s *subject) { s.doc.FontDicts[0]["Subtype"] = pdftest.Name("TrueType") },
		func(s *subject) { s.doc.FontDicts = nil },
	}},
	eachFont("2a 6.2.11.3.1; 31-001, 31-002, 31-003", "fonts are of the character collection Adobe-Identity-0", func(f *fontFile, fault fault) {
		info := f.doc.Dict(f.descendant["CIDSystemInfo"])
		if fmt.Sprintf("%s-%s-%v", info["Registry"], info["Ordering"], info["Supplement"]) != "Adobe-Identity-0" {
			fault("it is %s", info)
		}
	}, func(f *fontFile) { f.doc.Dict(f.descendant["CIDSystemInfo"])["Ordering"] = []byte("Japan1") }),
	eachFont("2a 6.2.11.3.2; 31-004, 31-005", "a stream says which glyph each code has", func(f *fontFile, fault fault) {
		if len(f.glyphs) == 0 || len(f.glyphs)%2 != 0 || len(f.glyphs) > 2*0x10000 {
			fault("its CIDToGIDMap has %d bytes", len(f.glyphs))
		}
	}, func(f *fontFile) { f.descendant["CIDToGIDMap"] = pdftest.Name("Identity") }),
	eachFont("2a 6.2.11.3.3; 31-006, 31-007, 31-008", "the codes are the CMap Identity-H", func(f *fontFile, fault fault) {
		if f.dict["Encoding"] != pdftest.Name("Identity-H") || f.descendant["WMode"] != nil {
			fault("Encoding is %v", f.dict["Encoding"])
		}
	}, func(f *fontFile) { f.dict["Encoding"] = pdftest.Name("Identity-V") }),
	eachFont("2a 6.2.11.4.1; 31-009", "the font program is embedded, as TrueType and as long as it says", func(f *fontFile, fault fault) {
		file := f.doc.Stream(f.descriptor["FontFile2"])
		if len(file.Data()) == 0 || file.Dict["Length1"] != float64(len(file.Data())) {
			fault("FontFile2 has %d bytes, Length1 is %v", len(file.Data()), file.Dict["Length1"])
		}
		for _, key := range []pdftest.Name{"FontFile", "FontFile3"} {
			if f.descriptor[key] != nil {
				fault("it has %s as well", key)
			}
		}
	}, func(f *fontFile) { delete(f.descriptor, "FontFile2") },
		func(f *fontFile) { f.doc.Stream(f.descriptor["FontFile2"]).Dict["Length1"] = 1.0 }),
	eachFont("2a 6.2.11.4.1; TrueType", "the font program is sound: its tables lie in it, and its glyphs in their table", func(f *fontFile, fault fault) {
		for _, tag := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
			if len(f.tables[tag]) == 0 {
				fault("it has no table %s", tag)
			}
		}
		if f.err != nil {
			fault("%v", f.err)
		}
	}, func(f *fontFile) { f.file()[0] = 9 }, func(f *fontFile) { f.file()[12+8] = 0x7f },
		func(f *fontFile) { copy(f.tables["loca"][4:], "\xff\xff\xff\xff") }),
	eachFont("2a 6.2.11.4.2; 32000 9.6.4", "the name begins with the six letters of a subset and is the same everywhere", func(f *fontFile, fault fault) {
		base, _ := f.dict["BaseFont"].(pdftest.Name)
		if !regexp.MustCompile(`^[A-Z]{6}\+[!-~]+$`).MatchString(string(base)) {
			fault("it is %q", base)
		}
		if f.descendant["BaseFont"] != base || f.descriptor["FontName"] != base {
			fault("it is also %v and %v", f.descendant["BaseFont"], f.descriptor["FontName"])
		}
	}, func(f *fontFile) { f.descriptor["FontName"] = pdftest.Name("ABCDEF+Other") },
		func(f *fontFile) { f.dict["BaseFont"] = pdftest.Name("Sans") }),
	{"house", "the fonts are those that the layout is set in, by their PostScript names", func(s *subject, fault fault) {
		want, got := map[string]bool{}, map[string]bool{}
		for _, page := range s.layout.Pages {
			for _, f := range page.Fragments {
				if f.Text != "" {
					want[f.Face.PostScript] = true
				}
			}
		}
		for _, name := range s.doc.Fonts {
			if got[untagged(name)] {
				fault("%s is there twice", name)
			}
			got[untagged(name)] = true
		}
		if !maps.Equal(got, want) {
			fault("they are %v, not %v", got, want)
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Fonts[0] = "ABCDEF+utf8liberationsans" },
		func(s *subject) { s.doc.Fonts[0] = s.doc.Fonts[1] },
	}},
	eachFont("32000 9.8.1", "the descriptor is complete, and its font is symbolic", func(f *fontFile, fault fault) {
		for _, key := range []pdftest.Name{"Flags", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
			if _, ok := f.descriptor[key].(float64); !ok {
				fault("%s is %v", key, f.descriptor[key])
			}
		}
		if flags, _ := f.descriptor["Flags"].(float64); int(flags)&4 == 0 || int(flags)&32 != 0 {
			fault("Flags are %v", flags)
		}
		if box := f.doc.Array(f.descriptor["FontBBox"]); len(box) != 4 {
			fault("FontBBox is %v", box)
		}
	}, func(f *fontFile) { f.descriptor["Flags"] = 32.0 }, func(f *fontFile) { delete(f.descriptor, "StemV") }),
	eachFont("2a 6.2.11.5; 31-016", "the width of each code is that of its glyph, to 1/1000 em", func(f *fontFile, fault fault) {
		for _, code := range f.codes() {
			width, ok := f.widths[code]
			if real := f.advance(f.glyph(code)); !ok || math.Abs(width-real) > 1 {
				fault("%s: %g, but the glyph's is %g", name(code), width, real)
			}
		}
	}, func(f *fontFile) { f.tables["hmtx"][4*f.glyph(f.codes()[1])]++ },
		func(f *fontFile) { f.descendant["W"] = pdftest.Array{} }),
	eachFont("2a 6.2.11.8; ua 7.21.8; 31-011, 31-030", "each character that is shown has a glyph, never .notdef, and what is no space can be seen", func(f *fontFile, fault fault) {
		for _, code := range f.codes() {
			switch g := f.glyph(code); {
			case g == 0:
				fault("%s is .notdef", name(code))
			case g >= f.count():
				fault("%s is glyph %d of %d", name(code), g, f.count())
			case len(f.outline(g)) == 0 && !unicode.IsSpace(rune(code)):
				fault("%s is empty", name(code))
			}
		}
	}, func(f *fontFile) { copy(f.glyphs[2*int(f.codes()[1]):], "\x00\x00") },
		func(f *fontFile) { copy(f.glyphs[2*int(f.codes()[1]):], "\xff\xff") },
		func(f *fontFile) { copy(f.glyphs[2*int(f.codes()[3]):2*int(f.codes()[3])+2], f.glyphs[2*' ':]) }),
	eachFont("2a 6.2.11.7.2; ua 7.21.7; 10-001, 31-027, 31-028, 31-029", "each code that is shown is that of one character: no control, no U+FEFF, U+FFFE, none of private use", func(f *fontFile, fault fault) {
		for _, code := range f.codes() {
			text, ok := f.unicode[code]
			switch {
			case !ok:
				fault("%s is not in ToUnicode", name(code))
			case text != string(rune(code)):
				fault("%s is read as %q", name(code), text)
			case code < ' ' || code == 0x7F || code == 0xFEFF || code >= 0xFFFE || unicode.Is(unicode.Co, rune(code)) || unicode.Is(unicode.Cs, rune(code)):
				fault("%s is none that can be read", name(code))
			}
		}
	}, func(f *fontFile) { delete(f.dict, "ToUnicode") },
		func(f *fontFile) { f.used[0xE000] = true },
		func(f *fontFile) {
			data := f.doc.Stream(f.dict["ToUnicode"]).Data()
			copy(data[strings.Index(string(data), "<0041>"):], "<0041><FEFF>")
		}),
	eachFont("2a 6.2.11.7.2; 32000 9.10.3", "ToUnicode is a CMap of blocks that are not too long", func(f *fontFile, fault fault) {
		data := string(f.doc.Stream(f.dict["ToUnicode"]).Data())
		for _, part := range []string{"begincmap", "endcmap", "/CMapType 2 def", "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange"} {
			if !strings.Contains(data, part) {
				fault("it has no %q", part)
			}
		}
		if strings.Contains(data, "usecmap") || strings.Contains(data, "bfrange") {
			fault("it has more than bfchar")
		}
		for _, block := range unicodeBlock.FindAllStringSubmatch(data, -1) {
			if n := strings.Count(block[2], "\n"); itoa(n) != block[1] || n > 100 {
				fault("a block announces %s codes and has %d", block[1], n)
			}
		}
	}, func(f *fontFile) {
		data := f.doc.Stream(f.dict["ToUnicode"]).Data()
		copy(data[strings.Index(string(data), " beginbfchar")-1:], "9")
	}, func(f *fontFile) { delete(f.dict, "ToUnicode") }),
	eachFont("house", "no font is there that nobody uses, nor a code", func(f *fontFile, fault fault) {
		if len(f.used) == 0 {
			fault("nothing is set in it")
		}
		for code := range f.unicode {
			if !f.used[code] {
				fault("%s is not used", name(code))
			}
		}
		for code := range f.widths {
			if !f.used[code] {
				fault("%s is not used, but has a width", name(code))
			}
		}
	}, func(f *fontFile) { clear(f.used) }, func(f *fontFile) { delete(f.used, f.codes()[0]) }),
}

// eachFont is a rule that is asked of every font.
func eachFont(clause, says string, check func(*fontFile, fault), spoils ...func(*fontFile)) rule {
	r := rule{clause: clause, says: says, check: func(s *subject, fault fault) {
		for i := range s.doc.FontDicts {
			f := s.font(i)
			check(f, func(format string, args ...any) {
				fault("%s: %s", s.doc.Fonts[i], fmt.Sprintf(format, args...))
			})
		}
	}}
	for _, spoil := range spoils {
		r.spoils = append(r.spoils, func(s *subject) {
			spoil(s.font(0))
		})
	}
	return r
}

// fontFile is a font of the file, and which codes are shown in it.
type fontFile struct {
	doc                          *pdftest.Document
	dict, descendant, descriptor pdftest.Dict
	glyphs                       []byte // CIDToGIDMap
	widths                       map[uint16]float64
	unicode                      map[uint16]string
	used                         map[uint16]bool
	tables                       map[string][]byte
	err                          error // of the font program
}

var (
	unicodeBlock = regexp.MustCompile(`([0-9]+) beginbfchar\n([^a-z]*)endbfchar`)
	unicodeChar  = regexp.MustCompile(`<([0-9A-F]{4})><((?:[0-9A-F]{4})+)>\n`)
)

func (s *subject) font(n int) *fontFile {
	f := &fontFile{doc: s.doc, dict: s.doc.FontDicts[n], widths: map[uint16]float64{}, unicode: map[uint16]string{}, used: s.usedCodes()[s.doc.Fonts[n]]}
	if list := s.doc.Array(f.dict["DescendantFonts"]); len(list) == 1 {
		f.descendant = s.doc.Dict(list[0])
	}
	f.descriptor = s.doc.Dict(f.descendant["FontDescriptor"])
	f.glyphs = s.doc.Stream(f.descendant["CIDToGIDMap"]).Data()
	for w := s.doc.Array(f.descendant["W"]); len(w) >= 2; w = w[2:] {
		first, _ := w[0].(float64)
		for i, width := range s.doc.Array(w[1]) {
			f.widths[uint16(first)+uint16(i)], _ = width.(float64)
		}
	}
	for _, block := range unicodeBlock.FindAllStringSubmatch(string(s.doc.Stream(f.dict["ToUnicode"]).Data()), -1) {
		for _, pair := range unicodeChar.FindAllStringSubmatch(block[2], -1) {
			code, _ := strconv.ParseUint(pair[1], 16, 16)
			var units []uint16
			for unit := range slices.Chunk([]byte(pair[2]), 4) {
				u, _ := strconv.ParseUint(string(unit), 16, 16)
				units = append(units, uint16(u))
			}
			f.unicode[uint16(code)] = string(utf16.Decode(units))
		}
	}
	f.err = f.parse()
	return f
}

// usedCodes returns the codes that are shown, by font.
func (s *subject) usedCodes() map[string]map[uint16]bool {
	if s.used == nil {
		s.used = map[string]map[uint16]bool{}
		for _, name := range s.doc.Fonts {
			s.used[name] = map[uint16]bool{}
		}
		for _, page := range s.doc.Pages {
			for _, text := range page.Fragments {
				for _, code := range text.Codes {
					s.used[text.Font][code] = true
				}
			}
		}
	}
	return s.used
}

func (f *fontFile) file() []byte { return f.doc.Stream(f.descriptor["FontFile2"]).Data() }

// parse reads the tables of the TrueType program.
func (f *fontFile) parse() error {
	b := f.file()
	f.tables = map[string][]byte{}
	if len(b) < 12 || binary.BigEndian.Uint32(b) != 0x00010000 {
		return fmt.Errorf("it begins with %x", b[:min(4, len(b))])
	}
	n := int(binary.BigEndian.Uint16(b[4:]))
	if len(b) < 12+16*n {
		return fmt.Errorf("%d tables", n)
	}
	for i := range n {
		entry := b[12+16*i:]
		at, size := int(binary.BigEndian.Uint32(entry[8:])), int(binary.BigEndian.Uint32(entry[12:]))
		if at%4 != 0 || at+size > len(b) {
			return fmt.Errorf("table %q at byte %d, %d long, of %d", entry[:4], at, size, len(b))
		}
		f.tables[string(entry[:4])] = b[at : at+size]
	}
	if len(f.tables["head"]) < 54 || len(f.tables["hhea"]) < 36 || len(f.tables["maxp"]) < 6 || f.em() == 0 {
		return fmt.Errorf("its heads are too short")
	}
	if metrics := f.metrics(); metrics < 1 || len(f.tables["hmtx"]) < 4*metrics+2*(f.count()-metrics) {
		return fmt.Errorf("hmtx has %d bytes for %d glyphs, %d of them with a width", len(f.tables["hmtx"]), f.count(), metrics)
	}
	for g := range f.count() {
		if from, to := f.location(g), f.location(g+1); from < 0 || from > to || to > len(f.tables["glyf"]) {
			return fmt.Errorf("glyph %d is from byte %d to %d of %d", g, from, to, len(f.tables["glyf"]))
		}
	}
	return f.components()
}

// components checks that glyphs made of others are made of some that are there.
func (f *fontFile) components() error {
	for g := range f.count() {
		outline := f.outline(g)
		if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
			continue
		}
		for at, more := 10, true; more; {
			if at+4 > len(outline) {
				return fmt.Errorf("the composite glyph %d has no end", g)
			}
			flags, part := binary.BigEndian.Uint16(outline[at:]), int(binary.BigEndian.Uint16(outline[at+2:]))
			if part >= f.count() || part == g {
				return fmt.Errorf("glyph %d is made of glyph %d of %d", g, part, f.count())
			}
			at += 6
			if flags&1 != 0 { // arguments are words
				at += 2
			}
			switch {
			case flags&8 != 0:
				at += 2
			case flags&0x40 != 0:
				at += 4
			case flags&0x80 != 0:
				at += 8
			}
			more = flags&0x20 != 0
		}
	}
	return nil
}

func (f *fontFile) em() float64  { return float64(binary.BigEndian.Uint16(f.tables["head"][18:])) }
func (f *fontFile) count() int   { return int(binary.BigEndian.Uint16(f.tables["maxp"][4:])) }
func (f *fontFile) metrics() int { return int(binary.BigEndian.Uint16(f.tables["hhea"][34:])) }

// location returns where a glyph begins; -1 if the table is too short.
func (f *fontFile) location(g int) int {
	loca := f.tables["loca"]
	switch long := f.tables["head"][51] == 1; {
	case long && 4*g+4 <= len(loca):
		return int(binary.BigEndian.Uint32(loca[4*g:]))
	case !long && 2*g+2 <= len(loca):
		return 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
	}
	return -1
}

func (f *fontFile) outline(g int) []byte { return f.tables["glyf"][f.location(g):f.location(g+1)] }

// advance returns a glyph's width in 1/1000 em.
func (f *fontFile) advance(g int) float64 {
	return float64(binary.BigEndian.Uint16(f.tables["hmtx"][4*min(g, f.metrics()-1):])) * 1000 / f.em()
}

func (f *fontFile) glyph(code uint16) int {
	if at := 2 * int(code); at+1 < len(f.glyphs) {
		return int(binary.BigEndian.Uint16(f.glyphs[at:]))
	}
	return 0
}

// codes returns the codes that are shown, the smallest first.
func (f *fontFile) codes() []uint16 { return slices.Sorted(maps.Keys(f.used)) }

func name(code uint16) string { return fmt.Sprintf("%q (U+%04X)", rune(code), code) }
