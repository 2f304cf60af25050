package font

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/charmap"

	"umsetzungsstand/internal/diag"
)

// What this file checks is what gofpdf takes for granted: it reads offsets and
// counts without looking whether they stay within the file, follows the parts
// of composite glyphs however they run in circles, and prints to the standard
// output what it dislikes. The tables are described in ISO/IEC 14496-22
// (OpenType), https://learn.microsoft.com/typography/opentype/spec/.

func u16(b []byte, at int) int { return int(binary.BigEndian.Uint16(b[at:])) }
func i16(b []byte, at int) int { return int(int16(binary.BigEndian.Uint16(b[at:]))) }
func u32(b []byte, at int) int { return int(binary.BigEndian.Uint32(b[at:])) }

// needed are the tables that must be there, and their least lengths.
var needed = []struct {
	tag   string
	least int
}{
	{"OS/2", 78}, {"cmap", 4}, {"glyf", 1}, {"head", 54}, {"hhea", 36},
	{"hmtx", 4}, {"loca", 4}, {"maxp", 6}, {"name", 6}, {"post", 16},
}

// cut cuts the file into its tables.
func (x *exam) cut() bool {
	if len(x.data) < 12 || len(x.data) < 12+16*u16(x.data, 4) {
		return x.damaged("das Verzeichnis ihrer Tabellen ist unvollständig")
	}
	x.tables = make(map[string][]byte)
	for i := range u16(x.data, 4) {
		entry := x.data[12+16*i:]
		tag, at, size := string(entry[:4]), u32(entry, 8), u32(entry, 12)
		if at > len(x.data) || size > len(x.data)-at {
			return x.damaged("sie endet vor ihrer Tabelle %s", diag.Quote(tag))
		}
		x.tables[tag] = x.data[at : at+size]
	}
	if x.tables["fvar"] != nil {
		x.fault("schrift-kein-truetype", "Verwenden Sie feste Schnitte („static“), eine Datei für jeden.",
			"Die Datei ist eine variable Schrift, die alle Schnitte auf einmal enthält.")
		return false
	}
	if len(x.tables["glyf"]) == 0 {
		x.fault("schrift-kein-truetype", fromMaker, "Die Schrift hat keine Umrisse von TrueType.")
		return false
	}
	sound := true
	for _, n := range needed {
		switch table, ok := x.tables[n.tag]; {
		case !ok:
			sound = x.damaged("ihr fehlt die Tabelle „%s“", n.tag)
		case len(table) < n.least || n.tag == "OS/2" && u16(table, 0) > 1 && len(table) < 96:
			sound = x.damaged("ihre Tabelle „%s“ ist zu kurz", n.tag)
		}
	}
	return sound
}

// Bits of OS/2 fsSelection and of head macStyle.
const (
	selectItalic  = 1 << 0
	selectBold    = 1 << 5
	selectRegular = 1 << 6
	selectOblique = 1 << 9
	macBold       = 1 << 0
	macItalic     = 1 << 1
)

// identify returns which face of which family the file says that it is; nil if
// it does not. Bold and italic is what fsSelection says, by which Windows goes
// as well; where that is silent, macStyle. The name of the style, "Fett" or
// "Book", is only for showing.
func (x *exam) identify() *candidate {
	c := &candidate{file: x.file, family: x.name(1), of: x.name(16), style: x.name(17)}
	if c.style == "" {
		c.style = x.name(2)
	}
	if c.family == "" {
		x.damaged("sie nennt den Namen ihrer Familie nicht")
		return nil
	}
	selection, mac := u16(x.tables["OS/2"], 62), u16(x.tables["head"], 44)
	if selection&(selectItalic|selectBold|selectRegular|selectOblique) != 0 {
		c.bold, c.italic = selection&selectBold != 0, selection&(selectItalic|selectOblique) != 0
	} else {
		c.bold, c.italic = mac&macBold != 0, mac&macItalic != 0
	}
	return c
}

// name returns one of the file's names by its number, the English one if there
// are several.
func (x *exam) name(id int) string {
	table := x.tables["name"]
	best, text := 0, ""
	for i := range u16(table, 2) {
		if len(table) < 18+12*i {
			break
		}
		entry := table[6+12*i:]
		at, size := u16(table, 4)+u16(entry, 10), u16(entry, 8)
		if u16(entry, 6) != id || at+size > len(table) {
			continue
		}
		raw, platform, encoding, language := table[at:at+size], u16(entry, 0), u16(entry, 2), u16(entry, 4)
		rank, decoded := 0, ""
		switch {
		case platform == 3 && (encoding == 1 || encoding == 10):
			if rank = 2; language == 0x409 {
				rank = 3
			}
			units := make([]uint16, size/2)
			for j := range units {
				units[j] = binary.BigEndian.Uint16(raw[2*j:])
			}
			decoded = string(utf16.Decode(units))
		case platform == 1 && encoding == 0 && language == 0:
			rank = 1
			decoded, _ = charmap.Macintosh.NewDecoder().String(string(raw))
		}
		if rank > best && decoded != "" {
			best, text = rank, decoded
		}
	}
	return strings.TrimSpace(text)
}

// embedding checks that the licence, as the file itself tells it (OS/2
// fsType), lets the face be embedded in part. Files older than version 3 may
// give several permissions, of which the widest counts.
func (x *exam) embedding() {
	os2 := x.tables["OS/2"]
	const (
		restricted   = 1 << 1
		preview      = 1 << 2
		editable     = 1 << 3
		noSubsetting = 1 << 8
		bitmapOnly   = 1 << 9
	)
	what, rights := "", u16(os2, 8)
	switch {
	case rights&restricted != 0 && (u16(os2, 0) > 2 || rights&(preview|editable) == 0):
		what = "Die Schrift darf nicht in Dokumente eingebettet werden"
	case rights&bitmapOnly != 0:
		what = "Die Schrift darf nur als Bitmap in Dokumente eingebettet werden, nicht als Umriss"
	case rights&noSubsetting != 0:
		what = "Die Schrift darf nur als ganze in Dokumente eingebettet werden; ins PDF kommen aber nur die Zeichen, die darin vorkommen"
	default:
		return
	}
	x.fault("schrift-einbettung", "Beschaffen Sie eine Lizenz und dazu die Dateien, die das Einbetten in PDF-Dateien erlauben.",
		"%s, sagt die Datei (OS/2 fsType 0x%04X).", what, rights)
}

// names checks what gofpdf reads of the name table. It knows format 0 only.
func (x *exam) names() {
	table := x.tables["name"]
	if u16(table, 0) != 0 {
		x.unfit("ihre Tabelle „name“ hat das Format %d statt 0", u16(table, 0))
		return
	}
	if len(table) < 6+12*u16(table, 2) {
		x.damaged("ihre Tabelle „name“ ist zu kurz")
		return
	}
	for i := range u16(table, 2) {
		entry := table[6+12*i:]
		windows := u16(entry, 0) == 3 && u16(entry, 2) == 1 && u16(entry, 4) == 0x409
		mac := u16(entry, 0) == 1 && u16(entry, 2) == 0 && u16(entry, 4) == 0
		if size := u16(entry, 8); windows && size%2 != 0 || (windows || mac) && u16(table, 4)+u16(entry, 10)+size > len(table) {
			x.damaged("ihre Tabelle „name“ widerspricht sich")
			return
		}
	}
}

// unfit reports what a sound file may have, but not one that is embedded.
func (x *exam) unfit(format string, args ...any) {
	x.fault("schrift-ungeeignet", "Fragen Sie dort, wo Sie die Schrift beziehen, nach einer TrueType-Datei für Office-Programme.",
		"Die Datei lässt sich nicht verwenden: %s.", fmt.Sprintf(format, args...))
}

// postScript returns the PostScript name, by which the PDF knows the face. What
// it may hold is what a name in a PDF can hold without further ado.
func (x *exam) postScript() string {
	name := x.name(6)
	odd := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("()[]{}<>/%#", r) }
	switch {
	case name == "":
		x.fault("schrift-name", fromMaker, "Die Datei nennt ihren PostScript-Namen nicht.")
	case len(name) > 127 || strings.ContainsFunc(name, odd):
		x.fault("schrift-name", fromMaker, "Der PostScript-Name %s enthält Zeichen, die er nicht enthalten darf, oder ist zu lang.", diag.Quote(name))
		return ""
	}
	return name
}

// widths checks head, hhea, maxp and hmtx.
func (x *exam) widths() bool {
	head, hhea, hmtx := x.tables["head"], x.tables["hhea"], x.tables["hmtx"]
	x.em, x.glyphs, x.metrics = u16(head, 18), u16(x.tables["maxp"], 4), u16(hhea, 34)
	switch {
	case x.em < 16 || x.em > 16384:
		x.fault("schrift-geviert", fromMaker, "Das Geviert der Schrift (unitsPerEm) hat %d Einheiten; möglich sind 16 bis 16384.", x.em)
		return false
	case u16(head, 50) > 1 || u16(head, 52) != 0 || u16(hhea, 32) != 0:
		return x.damaged("ihre Umrisse haben ein unbekanntes Format")
	case x.glyphs == 0 || x.metrics == 0 || x.metrics > x.glyphs || len(hmtx) < 4*x.metrics+2*(x.glyphs-x.metrics):
		return x.damaged("ihre Tabelle „hmtx“ ist zu kurz")
	}
	for i := range x.metrics {
		// gofpdf takes what is beyond for 0; thirty ems are no character.
		if w := u16(hmtx, 4*i); w >= 1<<15 || w > 30*x.em {
			return x.damaged("ein Zeichen ist unmöglich breit")
		}
	}
	return true
}

// outlines checks that every glyph lies in the file and that the parts of the
// composite ones come to an end.
func (x *exam) outlines() bool {
	loca, glyf, long := x.tables["loca"], x.tables["glyf"], u16(x.tables["head"], 50) == 1
	size := 2
	if long {
		size = 4
	}
	if len(loca) < size*(x.glyphs+1) {
		return x.damaged("ihre Tabelle „loca“ ist zu kurz")
	}
	x.offsets = make([]int, x.glyphs+1)
	for i := range x.offsets {
		if long {
			x.offsets[i] = u32(loca, 4*i)
		} else {
			x.offsets[i] = 2 * u16(loca, 2*i)
		}
		if x.offsets[i] > len(glyf) || i > 0 && x.offsets[i] < x.offsets[i-1] {
			return x.damaged("ihre Tabelle „loca“ widerspricht sich")
		}
	}
	for g := range x.glyphs {
		if x.parts(g, 0) == 0 {
			return x.damaged("der Umriss %d widerspricht sich", g)
		}
	}
	return true
}

// The most glyphs that one may be composed of, all in all, and how deep they
// may lie in each other. sfnt stops there too.
const (
	maxParts = 500
	maxDepth = 7
)

// parts returns of how many glyphs a glyph is composed, itself among them; 0 if
// it is not sound.
func (x *exam) parts(g, depth int) int {
	glyph := x.tables["glyf"][x.offsets[g]:x.offsets[g+1]]
	switch {
	case depth > maxDepth || len(glyph) > 0 && len(glyph) < 10:
		return 0
	case len(glyph) == 0 || i16(glyph, 0) >= 0:
		return 1
	}
	sum := 1
	for at, more := 10, true; more; {
		if len(glyph) < at+4 {
			return 0
		}
		flags, part := u16(glyph, at), u16(glyph, at+2)
		if part >= x.glyphs {
			return 0
		}
		n := x.parts(part, depth+1)
		if sum += n; n == 0 || sum > maxParts {
			return 0
		}
		at += 6
		if flags&(1<<0) != 0 { // words
			at += 2
		}
		switch {
		case flags&(1<<3) != 0: // a scale
			at += 2
		case flags&(1<<6) != 0: // two
			at += 4
		case flags&(1<<7) != 0: // a matrix
			at += 8
		}
		if len(glyph) < at {
			return 0
		}
		more = flags&(1<<5) != 0
	}
	return sum
}

// characters reads which glyph each character has, from the table that gofpdf
// reads it from: the first for Unicode that has the format 4.
func (x *exam) characters() bool {
	cmap := x.tables["cmap"]
	for i := range u16(cmap, 2) {
		if len(cmap) < 12+8*i {
			return x.damaged("ihre Tabelle „cmap“ ist zu kurz")
		}
		entry := cmap[4+8*i:]
		if platform := u16(entry, 0); platform != 0 && (platform != 3 || u16(entry, 2) != 1) {
			continue
		}
		at := u32(entry, 4)
		if at > len(cmap)-2 {
			return x.damaged("ihre Tabelle „cmap“ ist zu kurz")
		}
		if u16(cmap, at) == 4 {
			return x.segments(cmap[at:])
		}
	}
	x.unfit("ihr fehlt die Tabelle, nach der Text in Unicode gesetzt wird (cmap, Format 4)")
	return false
}

// segments reads a table of format 4.
func (x *exam) segments(table []byte) bool {
	if len(table) < 16 {
		return x.damaged("ihre Tabelle „cmap“ ist zu kurz")
	}
	length, n := u16(table, 2), u16(table, 6)/2
	if len(table) < length || length < 16+8*n {
		return x.damaged("ihre Tabelle „cmap“ ist zu kurz")
	}
	x.chars = new([0x10000]uint16)
	ends, starts, deltas, ranges := 14, 16+2*n, 16+4*n, 16+6*n
	next := 0
	for i := range n {
		first, last := u16(table, starts+2*i), u16(table, ends+2*i)
		if first < next || last < first {
			return x.damaged("ihre Tabelle „cmap“ widerspricht sich")
		}
		next = last + 1
		for char := first; char <= last; char++ {
			glyph := (char + u16(table, deltas+2*i)) & 0xFFFF
			if offset := u16(table, ranges+2*i); offset != 0 {
				at := ranges + 2*i + offset + 2*(char-first)
				switch {
				case at >= length:
					glyph = 0
				case at+2 > length:
					return x.damaged("ihre Tabelle „cmap“ ist zu kurz")
				default:
					if glyph = u16(table, at); glyph != 0 {
						glyph = (glyph + u16(table, deltas+2*i)) & 0xFFFF
					}
				}
			}
			if char == 0xFFFF { // the end, no character
				glyph = 0
			}
			if glyph >= x.glyphs {
				return x.damaged("ihre Tabelle „cmap“ nennt einen Umriss, den es nicht gibt")
			}
			x.chars[char] = uint16(glyph)
		}
	}
	return true
}

// required are the characters that every report needs.
const required = "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜabcdefghijklmnopqrstuvwxyzäöüß0123456789 \u00a0.,;:!?()/-–„“‚‘…•§%"

// build makes the face, if the file has the characters that it needs.
func (x *exam) build(postName string) *Face {
	var missing []string
	for _, r := range required {
		g := int(x.chars[r])
		drawn := x.offsets[g] < x.offsets[g+1]
		width := u16(x.tables["hmtx"], 4*min(g, x.metrics-1))
		switch {
		case g != 0 && width > 0 && (drawn || unicode.IsSpace(r)):
		case unicode.IsSpace(r):
			missing = append(missing, fmt.Sprintf("das Leerzeichen U+%04X", r))
		default:
			missing = append(missing, "„"+string(r)+"“")
		}
	}
	if len(missing) > 0 {
		shown, more := missing, ""
		if n := len(missing) - 10; n > 1 {
			shown, more = missing[:10], fmt.Sprintf(" und %d weitere", n)
		}
		x.fault("schrift-zeichen-fehlen", "Verwenden Sie eine vollständige Fassung der Schrift mit den Zeichen des Deutschen.",
			"Der Schrift fehlen Zeichen, die jeder Bericht braucht: %s%s.", strings.Join(shown, ", "), more)
		return nil
	}
	file := x.parse()
	if file == nil {
		x.damaged("ihre Tabellen widersprechen sich")
		return nil
	}
	f := &Face{PostScript: postName, bytes: x.data, font: file, chars: x.chars}
	f.once.Do(func() {}) // it is parsed
	return f
}

// parse parses the file with sfnt. Kerning that sfnt cannot read, which many
// fonts have, is no reason to do without the font: it is then set without.
func (x *exam) parse() *sfnt.Font {
	for _, hidden := range [][]string{nil, {"GPOS"}, {"kern"}, {"GPOS", "kern"}} {
		if f := parse(x.without(hidden)); f != nil {
			return f
		}
	}
	return nil
}

// parse returns nil if sfnt cannot parse the data.
func parse(data []byte) (f *sfnt.Font) {
	// sfnt takes some counts of GPOS for true and panics if they are not.
	defer func() {
		if recover() != nil {
			f = nil
		}
	}()
	f, err := sfnt.Parse(data)
	if err != nil {
		return nil
	}
	return f
}

// without returns the file with the lengths of some tables set to 0.
func (x *exam) without(tags []string) []byte {
	if len(tags) == 0 {
		return x.data
	}
	data := append([]byte(nil), x.data...)
	for i := range u16(data, 4) {
		for entry, tag := 12+16*i, 0; tag < len(tags); tag++ {
			if string(data[entry:entry+4]) == tags[tag] {
				binary.BigEndian.PutUint32(data[entry+12:], 0)
			}
		}
	}
	return data
}

// thousandths returns a length in font units in 1/1000 em, rounded as gofpdf
// rounds it: by the same operations on floating-point numbers, which round
// alike on every processor, for none of them can be fused.
func thousandths(units, em int) int {
	scale := 1000 / float64(em)
	return int(math.Round(scale * float64(units)))
}
