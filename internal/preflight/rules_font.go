package preflight

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"umsetzungsstand/internal/diag"
)

// The rules of fonts.
var fontRules = []rule{
	eachFont("schrift-art", "ISO 19005-2, 6.2.11.2", diag.Error, "Schriften sind von den Formen, die ISO 32000-1 kennt.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if d.name(f.dict["Type"]) != "Font" || !slices.Contains(fontTypes, f.subtype) {
			fault("ist von keiner bekannten Art")
		}
		if f.composite {
			if kind := d.name(f.inner["Subtype"]); len(d.array(f.dict["DescendantFonts"])) != 1 || kind != "CIDFontType2" && kind != "CIDFontType0" {
				fault("hat keine Unterschrift von bekannter Art (DescendantFonts)")
			}
		}
		if f.base == "" && f.subtype != "Type3" {
			fault("hat keinen Namen (BaseFont)")
		}
		if f.composite || !f.embedded() {
			return
		}
		first, ok1 := d.integer(f.dict["FirstChar"])
		last, ok2 := d.integer(f.dict["LastChar"])
		if !ok1 || !ok2 || len(d.array(f.dict["Widths"])) != last-first+1 {
			fault("nennt ihre Breiten unvollständig (FirstChar, LastChar, Widths)")
		}
	}),
	eachFont("schrift-nicht-eingebettet", "ISO 19005-2, 6.2.11.4.1; ISO 14289-1, 7.21.4.1; Matterhorn 31-009", diag.Error, "Alle Schriften stecken in der Datei.", func(_ *document, f *fontFile, fault func(string, ...any)) {
		if !f.embedded() && f.subtype != "Type3" {
			fault("ist nicht eingebettet")
		}
	}),
	eachFont("schrift-programm", "ISO 19005-2, 6.2.11.4.1; ISO 14289-1, 7.21.3", diag.Error, "Die eingebetteten Schriften sind gültig.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if !f.embedded() {
			return
		}
		if f.programErr != nil {
			fault("lässt sich nicht entpacken")
			return
		}
		keys := 0
		for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
			if _, ok := f.descriptor[key]; ok {
				keys++
			}
		}
		if keys > 1 {
			fault("ist mehrfach eingebettet")
		}
		if o, ok := f.descriptor["FontFile3"]; ok {
			if kind := d.name(d.dict(o)["Subtype"]); kind != "Type1C" && kind != "CIDFontType0C" && kind != "OpenType" {
				fault("ist auf eine Art eingebettet, die es nicht gibt (%s)", quote(kind))
			}
		}
		if _, err := f.tables(); err != nil {
			fault("ist fehlerhaft: %v", err)
		}
		if o, ok := f.descriptor["FontFile2"]; ok {
			if n, ok := d.integer(d.dict(o)["Length1"]); !ok || n != len(f.program) {
				fault("nennt ihre Länge nicht richtig (Length1)")
			}
		}
	}),
	eachFont("schrift-name", "ISO 32000-1, 9.7.4.1, 9.8.1; ISO 19005-2, 6.2.11.2", diag.Error, "Eine Schrift heißt überall in der Datei gleich.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if f.descriptor != nil && d.name(f.descriptor["FontName"]) != f.base && f.subtype != "Type3" && !f.composite {
			fault("heißt in ihrer Beschreibung %s", quote(d.name(f.descriptor["FontName"])))
		}
		if !f.composite {
			return
		}
		base := d.name(f.inner["BaseFont"])
		if name := d.name(f.descriptor["FontName"]); f.descriptor != nil && name != base {
			fault("heißt in ihrer Beschreibung %s", quote(name))
		}
		if want := strings.TrimSuffix(f.base, "-"+f.encoding); d.name(f.inner["Subtype"]) == "CIDFontType2" && base != f.base || base != want && base != f.base {
			fault("heißt in ihrer Unterschrift %s", quote(base))
		}
	}),
	eachFont("schrift-teilmenge", "ISO 32000-1, 9.6.4", diag.Warning, "Vor dem Namen einer eingebetteten Teilmenge stehen sechs Großbuchstaben und ein Pluszeichen.", func(_ *document, f *fontFile, fault func(string, ...any)) {
		if f.embedded() && f.base != "" && !subsetName.MatchString(f.base) {
			fault("ist eingebettet, aber nicht als Teilmenge benannt")
		}
	}),
	eachFont("schrift-zeichenvorrat", "ISO 19005-2, 6.2.11.3.1; Matterhorn 31-001, 31-002, 31-003", diag.Error, "Eine Schrift mit mehr als 256 Zeichen nennt ihren Zeichenvorrat.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if !f.composite {
			return
		}
		info := d.dict(f.inner["CIDSystemInfo"])
		if _, ok := d.integer(info["Supplement"]); !ok || d.text(info["Registry"]) == "" || d.text(info["Ordering"]) == "" {
			fault("nennt ihren Zeichenvorrat nicht (CIDSystemInfo)")
			return
		}
		if cmap := d.stream(f.dict["Encoding"]); cmap != nil {
			other := d.dict(cmap.Dict["CIDSystemInfo"])
			if d.text(other["Registry"]) != d.text(info["Registry"]) || d.text(other["Ordering"]) != d.text(info["Ordering"]) {
				fault("hat einen anderen Zeichenvorrat als ihre Kodierung")
			}
		}
	}),
	eachFont("schrift-glyphen", "ISO 19005-2, 6.2.11.3.2; Matterhorn 31-004, 31-005", diag.Error, "Eine TrueType-Schrift mit mehr als 256 Zeichen sagt, welche Glyphe zu welchem Zeichen gehört.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if !f.composite || d.name(f.inner["Subtype"]) != "CIDFontType2" || !f.embedded() {
			return
		}
		o := f.inner["CIDToGIDMap"]
		switch {
		case d.stream(o) == nil && d.name(o) != "Identity":
			fault("sagt nicht, welche Glyphe zu welchem Zeichen gehört (CIDToGIDMap)")
		case d.stream(o) != nil && (f.glyphsErr != nil || len(f.glyphs) == 0 || len(f.glyphs)%2 != 0 || len(f.glyphs) > 2*0x10000):
			fault("hat eine fehlerhafte Zuordnung der Glyphen (CIDToGIDMap)")
		}
	}),
	eachFont("schrift-kodierung", "ISO 19005-2, 6.2.11.3.3, 6.2.11.6; Matterhorn 31-006, 31-007, 31-017 bis 31-020", diag.Error, "Jede Schrift hat eine Kodierung, die in der Datei steht oder die ISO 32000-1 kennt.", encoding),
	eachFont("schrift-beschreibung", "ISO 32000-1, 9.8.1", diag.Error, "Die Beschreibung einer Schrift ist vollständig.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if f.descriptor == nil {
			if f.composite {
				fault("hat keine Beschreibung (FontDescriptor)")
			}
			return
		}
		if d.name(f.descriptor["Type"]) != "FontDescriptor" {
			fault("hat eine Beschreibung ohne Art (Type)")
		}
		for _, key := range []string{"Flags", "ItalicAngle", "Ascent", "Descent", "CapHeight", "StemV"} {
			if _, ok := d.number(f.descriptor[key]); !ok && f.subtype != "Type3" {
				fault("beschreibt sich unvollständig (%s)", key)
			}
		}
		if len(d.array(f.descriptor["FontBBox"])) != 4 && f.subtype != "Type3" {
			fault("beschreibt sich unvollständig (FontBBox)")
		}
		if flags, _ := d.integer(f.descriptor["Flags"]); flags&4 != 0 == (flags&32 != 0) {
			fault("ist zugleich symbolisch und nicht symbolisch, oder keines von beiden (Flags)")
		}
	}),
	eachFont("schrift-breite", "ISO 19005-2, 6.2.11.5; ISO 14289-1, 7.21.5; Matterhorn 31-016", diag.Error, "Jedes Zeichen ist so breit, wie seine Glyphe es ist, auf ein Tausendstel Geviert genau.", func(d *document, f *fontFile, fault func(string, ...any)) {
		t, _ := f.tables()
		for _, u := range f.uses {
			g, ok := f.glyph(u.code)
			if !ok || g >= t.count {
				continue
			}
			width, ok := f.widths[u.code]
			if !ok {
				width = f.missing
			}
			if real := t.advance(g); math.Abs(width-real) > 1 {
				fault("gibt %s die Breite %s, aber die Glyphe ist %s breit%s", f.character(u.code), decimal(width), decimal(real), u.place())
			}
		}
	}),
	eachFont("schrift-glyphe-fehlt", "ISO 19005-2, 6.2.11.4.1, 6.2.11.8; ISO 14289-1, 7.21.8; Matterhorn 31-011, 31-030", diag.Error, "Jedes Zeichen, das gezeigt wird, hat in seiner Schrift eine Glyphe, die zu sehen ist.", func(d *document, f *fontFile, fault func(string, ...any)) {
		t, _ := f.tables()
		for _, u := range f.uses {
			g, ok := f.glyph(u.code)
			if !ok {
				continue
			}
			switch text := f.unicode[u.code]; {
			case g == 0:
				fault("hat für %s keine Glyphe%s", f.character(u.code), u.place())
			case g >= t.count:
				fault("hat die Glyphe %d nicht, die %s zeigen soll%s", g, f.character(u.code), u.place())
			case len(t.outline(g)) == 0 && text != "" && !blank(text):
				fault("zeigt für %s nichts%s", f.character(u.code), u.place())
			}
		}
	}),
	eachFont("schrift-unicode-fehlt", "ISO 19005-2, 6.2.11.7.2; ISO 14289-1, 7.21.7; Matterhorn 10-001, 31-027", diag.Error, "Jedes Zeichen, das gezeigt wird, lässt sich als Text lesen.", func(d *document, f *fontFile, fault func(string, ...any)) {
		if f.unicode == nil && f.latin() {
			return
		}
		for _, u := range f.uses {
			if f.unicode[u.code] == "" {
				fault("sagt nicht, wofür %s steht%s", f.character(u.code), u.place())
			}
		}
	}),
	eachFont("schrift-unicode-verboten", "ISO 19005-2, 6.2.11.7.2; Matterhorn 31-028, 31-029", diag.Error, "Kein Zeichen wird als Steuerzeichen oder als eines gelesen, das keines ist.", func(d *document, f *fontFile, fault func(string, ...any)) {
		for _, u := range f.uses {
			for _, r := range f.unicode[u.code] {
				if r < ' ' || r == 0x7F || r == 0xFEFF || r&0xFFFE == 0xFFFE || r == unicode.ReplacementChar {
					fault("liest %s als U+%04X%s", f.character(u.code), r, u.place())
				}
			}
		}
	}),
	eachFont("schrift-unicode-privat", "ISO 19005-2, 6.2.11.7.3", diag.Error, "Kein Zeichen wird als eines gelesen, das nur nach Absprache eine Bedeutung hat.", func(d *document, f *fontFile, fault func(string, ...any)) {
		for _, u := range f.uses {
			for _, r := range f.unicode[u.code] {
				if unicode.Is(unicode.Co, r) {
					fault("liest %s als U+%04X%s", f.character(u.code), r, u.place())
				}
			}
		}
	}),
	eachFont("schrift-tounicode", "ISO 32000-1, 9.10.3", diag.Error, "Was die Zeichen einer Schrift als Text bedeuten, ist so aufgeschrieben, dass es jedes Programm liest.", func(_ *document, f *fontFile, fault func(string, ...any)) {
		switch {
		case f.mapErr != nil:
			fault("hat eine fehlerhafte Übersetzung in Text (ToUnicode)")
			return
		case f.unicode == nil:
			return
		}
		for _, part := range []string{"begincmap", "endcmap", "begincodespacerange", "endcodespacerange"} {
			if !bytes.Contains(f.cmap, []byte(part)) {
				fault("hat eine Übersetzung in Text ohne %s (ToUnicode)", part)
			}
		}
		for _, block := range mapBlock.FindAllSubmatch(f.cmap, -1) {
			n, err := strconv.Atoi(string(block[1]))
			if err != nil || n > 100 || string(block[2]) == "char" && bytes.Count(block[3], []byte("<")) != 2*n {
				fault("hat in der Übersetzung in Text einen Block, der mehr als 100 Zeichen oder andere als angekündigt hat (ToUnicode)")
			}
		}
	}),
	eachFont("schrift-verzeichnis", "ISO 19005-2, 6.2.11.4.2; ISO 14289-1, 7.21.4.2; Matterhorn 31-014", diag.Error, "Ein Verzeichnis der Zeichen, wenn es eines gibt, ist vollständig.", func(d *document, f *fontFile, fault func(string, ...any)) {
		o, ok := f.descriptor["CIDSet"]
		if !ok {
			return
		}
		set, err := d.data(o)
		for _, u := range f.uses {
			if err != nil || u.code/8 >= len(set) || set[u.code/8]>>(7-u.code%8)&1 == 0 {
				fault("führt %s nicht in ihrem Verzeichnis (CIDSet)%s", f.character(u.code), u.place())
			}
		}
	}),
	eachFont("schrift-ungeprueft", textOnly, diag.Warning, "Glyphen und Breiten prüft das Programm in TrueType-Schriften mit der Kodierung Identity, andere nicht.", func(_ *document, f *fontFile, fault func(string, ...any)) {
		if _, err := f.tables(); f.embedded() && f.programErr == nil && err == nil && !f.readable() {
			fault("lässt sich nicht bis zu ihren Glyphen prüfen")
		}
	}),
}

var (
	fontTypes  = strings.Fields("Type0 Type1 MMType1 Type3 TrueType")
	subsetName = regexp.MustCompile(`^[A-Z]{6}\+[!-~]+$`)
	mapBlock   = regexp.MustCompile(`(?s)([0-9]+)\s+beginbf(char|range)\s(.*?)endbf`)
)

// eachFont is a rule that is asked of every font in which something is shown.
// A fault is what follows its name.
func eachFont(code, clause string, severity diag.Severity, says string, check func(*document, *fontFile, func(string, ...any))) rule {
	return rule{code, clause, severity, says, func(d *document, report report) {
		for _, f := range d.fontList {
			uses := f.uses
			if len(uses) == 0 {
				continue
			}
			check(d, f, func(format string, args ...any) {
				page := uses[0].page
				for _, a := range args {
					if at, ok := a.(place); ok {
						page = at.page
					}
				}
				name := "Die Schrift " + quote(f.base)
				if f.base == "" {
					name = "Eine Schrift ohne Namen"
				}
				report(page, "%s %s.", name, fmt.Sprintf(format, args...))
			})
		}
	}}
}

// place is where something is shown.
type place struct {
	page int
	text string
}

func (u use) place() place { return place{u.page, u.text} }

// String returns the end of a sentence.
func (p place) String() string {
	if strings.TrimSpace(p.text) == "" {
		return ""
	}
	return ", so in " + quote(p.text)
}

// embedded reports whether the font program is in the file, sound or not.
func (f *fontFile) embedded() bool { return f.program != nil || f.programErr != nil }

// latin reports whether a simple font needs no map to Unicode, since its
// characters have standard names (6.2.11.7.2); where the file names them one by
// one they are taken for such.
func (f *fontFile) latin() bool {
	return !f.composite && (f.encoding == "" && f.dict["Encoding"] != nil || f.encoding == "WinAnsiEncoding" || f.encoding == "MacRomanEncoding" || f.encoding == "MacExpertEncoding")
}

// character names a code by what it is read as.
func (f *fontFile) character(code int) string {
	if text := f.unicode[code]; text != "" && !blank(text) && strings.IndexFunc(text, unicode.IsPrint) == 0 {
		return fmt.Sprintf("das Zeichen „%s“ (%04X)", text, code)
	}
	return fmt.Sprintf("das Zeichen %04X", code)
}

// blank reports whether nothing of a text is to be seen.
func blank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && unicode.IsPrint(r) }) < 0
}

func encoding(d *document, f *fontFile, fault func(string, ...any)) {
	switch {
	case f.composite:
		cmap := d.stream(f.dict["Encoding"])
		if cmap == nil && !slices.Contains(predefinedCMaps, f.encoding) {
			fault("hat eine Kodierung, die nicht in der Datei steht (Encoding %s)", quote(f.encoding))
		}
		if cmap == nil {
			return
		}
		data, err := d.data(f.dict["Encoding"])
		dict, _ := d.integer(cmap.Dict["WMode"])
		inner := 0
		if m := writingMode.FindSubmatch(data); m != nil {
			inner = int(m[1][0] - '0')
		}
		if err != nil || dict != inner {
			fault("hat eine Kodierung, die sich über die Schreibrichtung widerspricht (WMode)")
		}
	case f.subtype == "TrueType":
		flags, _ := d.integer(f.descriptor["Flags"])
		_, has := f.dict["Encoding"]
		base := f.encoding
		if e := d.dict(f.dict["Encoding"]); e != nil {
			base = d.name(e["BaseEncoding"])
		}
		if symbolic := flags&4 != 0; symbolic && has {
			fault("ist symbolisch und hat doch eine Kodierung (Encoding)")
		} else if !symbolic && base != "WinAnsiEncoding" && base != "MacRomanEncoding" {
			fault("ist nicht symbolisch und hat doch keine Kodierung (Encoding)")
		}
		if t, _ := f.tables(); t != nil {
			switch symbolic := flags&4 != 0; {
			case symbolic && t.maps != 1 && !t.symbol:
				fault("ist symbolisch, aber ihre Tabelle „cmap“ sagt nicht, welche Glyphen gemeint sind")
			case !symbolic && (t.maps == 0 || t.maps == 1 && t.symbol):
				fault("ist nicht symbolisch, aber ihre Tabelle „cmap“ ist es")
			}
		}
	}
}

var (
	writingMode = regexp.MustCompile(`/WMode\s+([01])\s+def`)

	// predefinedCMaps are those of ISO 32000-1, 9.7.5.2.
	predefinedCMaps = strings.Fields(`GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V
		GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V
		ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H
		UniCNS-UTF16-V 83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V
		EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V
		UniJIS-UTF16-H UniJIS-UTF16-V KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V
		KSCpc-EUC-H UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V Identity-H Identity-V`)
)
