package preflight

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"umsetzungsstand/internal/diag"
)

// The rules of the file as such, and of what must not be in it.
var fileRules = []rule{
	{"pdf-kopf", "ISO 19005-2, 6.1.2", diag.Error, "Die Datei beginnt mit „%PDF-1.“ und einer Ziffer, darauf folgt eine Zeile mit mindestens vier Zeichen über 127.", beginning},
	{"pdf-ende", "ISO 19005-2, 6.1.3", diag.Error, "Auf die letzte Endmarke der Datei folgt höchstens ein Zeilenwechsel.", func(d *document, report report) {
		at := bytes.LastIndex(d.bytes, []byte("%%EOF"))
		if at < 0 {
			report(0, "Die Endmarke „%%%%EOF“ fehlt.")
			return
		}
		if rest := string(d.bytes[at+5:]); rest != "" && rest != "\n" && rest != "\r" && rest != "\r\n" {
			report(0, "Auf die Endmarke folgen noch %d Bytes.", len(rest))
		}
	}},
	{"pdf-kennung", "ISO 19005-2, 6.1.3", diag.Error, "Die Datei trägt eine Kennung aus zwei Teilen.", func(d *document, report report) {
		if len(d.ctx.ID) != 2 {
			report(0, "Die Kennung (ID) fehlt oder hat nicht zwei Teile.")
			return
		}
		for _, o := range d.ctx.ID {
			if b, ok := d.raw(o); !ok || len(b) == 0 {
				report(0, "Ein Teil der Kennung (ID) ist leer.")
			}
		}
	}},
	{"pdf-verschluesselung", "ISO 19005-2, 6.1.3; Matterhorn 26-001, 26-002", diag.Error, "Die Datei ist nicht verschlüsselt.", func(d *document, report report) {
		if d.ctx.Encrypt != nil || slices.Contains(trailerKeys(d.bytes), "Encrypt") {
			report(0, "Die Datei ist verschlüsselt.")
		}
	}},
	{"pdf-querverweis", "ISO 19005-2, 6.1.4", diag.Error, "Die Querverweise der Datei zeigen auf die Anfänge der Objekte und sind wie vorgeschrieben geschrieben.", func(d *document, report report) {
		if at := startxref(d.bytes); at < 0 {
			report(0, "Die Datei sagt nicht, wo ihre Querverweise stehen.")
		} else if bytes.HasPrefix(d.bytes[at:], []byte("xref")) && !tableHead.Match(d.bytes[at:min(len(d.bytes), at+64)]) {
			report(0, "Der Kopf der Querverweistabelle ist nicht wie vorgeschrieben geschrieben.")
		}
		raw("pdf-querverweis")(d, report)
	}},
	{"pdf-objekt", "ISO 19005-2, 6.1.9", diag.Error, "Jedes Objekt beginnt und endet auf einer eigenen Zeile.", raw("pdf-objekt")},
	{"pdf-sedezimalzahl", "ISO 19005-2, 6.1.6", diag.Error, "Zeichenketten aus Sedezimalziffern haben eine gerade Zahl von Stellen.", func(d *document, report report) {
		raw("pdf-sedezimalzahl")(d, report)
		for _, p := range d.pages {
			if p.ragged {
				report(p.number, "Im Inhalt der Seite hat eine Zeichenkette eine halbe Stelle.")
			}
		}
	}},
	{"pdf-datenstrom", "ISO 19005-2, 6.1.7.1", diag.Error, "Datenströme haben die Länge, die sie nennen, und die vorgeschriebenen Zeilenwechsel.", raw("pdf-datenstrom")},
	{"pdf-datenstrom-extern", "ISO 19005-2, 6.1.7.1", diag.Error, "Kein Datenstrom steht in einer anderen Datei.", func(d *document, report report) {
		for n, o := range d.objects {
			if !isStream(o) {
				continue
			}
			for _, key := range []string{"F", "FFilter", "FDecodeParms"} {
				if _, ok := d.dict(o)[key]; ok {
					report(0, "Der Datenstrom %d verweist auf eine andere Datei (%s).", n, key)
				}
			}
		}
	}},
	{"pdf-filter", "ISO 19005-2, 6.1.7.2, 6.1.10", diag.Error, "Datenströme sind mit erlaubten Verfahren gepackt, weder mit LZW noch mit Crypt.", func(d *document, report report) {
		for n, o := range d.objects {
			if !isStream(o) {
				continue
			}
			for _, name := range d.filters(o) {
				if !slices.Contains(filters, name) {
					report(0, "Der Datenstrom %d ist mit %s gepackt.", n, quote(name))
				}
			}
		}
		noted("pdf-filter")(d, report)
	}},
	{"pdf-datenstrom-defekt", "ISO 32000-1, 7.3.8", diag.Error, "Alle Datenströme lassen sich entpacken.", func(d *document, report report) {
		for n, o := range d.objects {
			if d.stream(o) == nil || slices.ContainsFunc(d.filters(o), func(name string) bool { return name != "FlateDecode" }) {
				continue
			}
			if _, err := d.data(*types.NewIndirectRef(n, 0)); err != nil {
				report(0, "Der Datenstrom %d lässt sich nicht entpacken.", n)
			}
		}
	}},
	{"pdf-name", "ISO 19005-2, 6.1.8", diag.Error, "Namen sind in UTF-8 geschrieben.", func(d *document, report report) {
		d.each(func(n int, key string, o types.Object) {
			name, _ := o.(types.Name)
			if !utf8.ValidString(string(name)) || !utf8.ValidString(key) {
				report(0, "Im Objekt %d ist ein Name nicht in UTF-8 geschrieben.", n)
			}
		})
	}},
	{"pdf-grenze", "ISO 19005-2, 6.1.13", diag.Error, "Zahlen, Zeichenketten und Namen sind nicht größer, als jedes Leseprogramm sie kennen muss.", limits},
	{"pdf-seiten", "ISO 32000-1, 7.7.3", diag.Error, "Die Datei hat Seiten, und alle lassen sich lesen.", func(d *document, report report) {
		if len(d.pages) == 0 {
			report(0, "Die Datei hat keine Seite.")
		}
		if d.maxPages {
			report(0, "Es gibt mehr als %d Seiten; die weiteren sind ungeprüft.", len(d.pages))
		}
	}},

	{"pdf-anhang", "ISO 19005-2, 6.8; Matterhorn 21-001", diag.Error, "In der Datei stecken keine anderen Dateien, denn ob sie archivierbar sind, lässt sich hier nicht prüfen.", without("Im Objekt %d steckt eine andere Datei (%s).",
		func(d *document, key string, o types.Object) bool {
			return key == "EF" || key == "EmbeddedFiles" || key == "Subtype" && d.name(o) == "FileAttachment" || key == "Collection"
		})},
	{"pdf-skript", "ISO 19005-2, 6.5.1; Matterhorn 29-001", diag.Error, "Die Datei enthält keine Skripte.", without("Im Objekt %d steht ein Skript (%s).",
		func(d *document, key string, o types.Object) bool {
			return key == "JS" || key == "JavaScript" || key == "S" && d.name(o) == "JavaScript"
		})},
	{"pdf-aktion", "ISO 19005-2, 6.5.1", diag.Error, "Aktionen führen nur zu Stellen der Datei, zu anderen Dokumenten oder ins Internet.", func(d *document, report report) {
		d.dicts(func(n int, a types.Dict) {
			kind := d.name(a["S"])
			switch t := d.name(a["Type"]); {
			case t != "" && t != "Action":
			case slices.Contains(forbiddenActions, kind):
				report(0, "Im Objekt %d steht eine Aktion der Art %s.", n, kind)
			case kind == "Named" && !slices.Contains(namedActions, d.name(a["N"])):
				report(0, "Im Objekt %d steht die Aktion %s.", n, quote(d.name(a["N"])))
			}
		})
	}},
	{"pdf-ausloeser", "ISO 19005-2, 6.5.2", diag.Error, "Nichts in der Datei geschieht von selbst.", without("Im Objekt %d steht, was von selbst geschieht (%s).",
		func(_ *document, key string, _ types.Object) bool { return key == "AA" })},
	{"pdf-formular", "ISO 19005-2, 6.4.1, 6.4.2; Matterhorn 25-001", diag.Error, "Ein Formular, wenn es eines gibt, ist nicht in XFA beschrieben und zeigt sich ohne Zutun des Leseprogramms.", without("Im Objekt %d steht ein Formular, das nicht erlaubt ist (%s).",
		func(d *document, key string, o types.Object) bool {
			return key == "XFA" || key == "NeedsRendering" || key == "NeedAppearances" && d.boolean(o)
		})},
	{"pdf-formularfelder", textOnly, diag.Warning, "Ein Bericht ist kein Formular; seine Felder prüft das Programm nicht.", func(d *document, report report) {
		if d.dict(d.catalog["AcroForm"]) != nil {
			report(0, "Die Datei enthält ein Formular.")
		}
	}},
	{"pdf-ebene", "ISO 19005-2, 6.9; Matterhorn 20-001, 20-002, 20-003", diag.Error, "Ebenen, wenn es welche gibt, haben Namen und schalten sich nicht von selbst.", func(d *document, report report) {
		layers := d.dict(d.catalog["OCProperties"])
		if layers == nil {
			return
		}
		seen := map[string]bool{}
		for _, o := range append(types.Array{layers["D"]}, d.array(layers["Configs"])...) {
			config := d.dict(o)
			switch name := d.text(config["Name"]); {
			case name == "":
				report(0, "Eine Anordnung der Ebenen hat keinen Namen.")
			case seen[name]:
				report(0, "Zwei Anordnungen der Ebenen heißen %s.", quote(name))
			default:
				seen[name] = true
			}
			if _, ok := config["AS"]; ok {
				report(0, "Eine Anordnung der Ebenen schaltet von selbst (AS).")
			}
		}
	}},
	{"pdf-ebenen", textOnly, diag.Warning, "Ein Bericht hat keine Ebenen; was gerade verborgen ist, wird mitgeprüft.", func(d *document, report report) {
		if d.dict(d.catalog["OCProperties"]) != nil {
			report(0, "Die Datei hat Ebenen.")
		}
	}},
	{"pdf-medien", "ISO 19005-2, 6.3.1", diag.Error, "Die Datei enthält keine Töne, Filme und räumlichen Modelle.", without("Im Objekt %d steht ein Medium (%s).",
		func(d *document, key string, o types.Object) bool {
			return key == "Subtype" && slices.Contains([]string{"Sound", "Movie", "Screen", "3D", "RichMedia"}, d.name(o)) || key == "Renditions"
		})},
	{"pdf-darbietung", "ISO 19005-2, 6.10", diag.Error, "Die Datei hat keine zweite Darbietung.", without("Im Objekt %d steht eine zweite Darbietung (%s).",
		func(_ *document, key string, _ types.Object) bool {
			return key == "AlternatePresentations" || key == "PresSteps"
		})},
	{"pdf-anforderung", "ISO 19005-2, 6.11", diag.Error, "Die Datei verlangt nichts Besonderes vom Leseprogramm.", func(d *document, report report) {
		if _, ok := d.catalog["Requirements"]; ok {
			report(0, "Die Datei stellt Anforderungen an das Leseprogramm (Requirements).")
		}
	}},
	{"pdf-berechtigung", "ISO 19005-2, 6.1.12", diag.Error, "Berechtigungen sind nur die einer Unterschrift.", func(d *document, report report) {
		for _, key := range sortedKeys(d.dict(d.catalog["Perms"])) {
			if key != "UR3" && key != "DocMDP" {
				report(0, "Die Datei enthält die Berechtigung %s.", quote(key))
			}
		}
	}},
	{"pdf-formularobjekt", "ISO 19005-2, 6.2.9; Matterhorn 30-001, 30-002", diag.Error, "Formularobjekte zeigen, was in der Datei steht, ohne PostScript und ohne Ersatz von außen.", func(d *document, report report) {
		d.dicts(func(n int, x types.Dict) {
			switch {
			case d.name(x["Subtype"]) == "PS" || d.name(x["Subtype2"]) == "PS":
				report(0, "Das Objekt %d ist PostScript.", n)
			case d.name(x["Subtype"]) == "Form":
				for _, key := range []string{"OPI", "PS", "Ref"} {
					if _, ok := x[key]; ok {
						report(0, "Das Formularobjekt %d verweist auf einen Ersatz (%s).", n, key)
					}
				}
			}
		})
	}},
	{"pdf-bild", "ISO 19005-2, 6.2.8", diag.Error, "Bilder stehen in der Datei, ohne Ersatz, und werden nicht geglättet.", func(d *document, report report) {
		d.dicts(func(n int, x types.Dict) {
			if d.name(x["Subtype"]) != "Image" {
				return
			}
			for _, key := range []string{"Alternates", "OPI"} {
				if _, ok := x[key]; ok {
					report(0, "Das Bild %d verweist auf einen Ersatz (%s).", n, key)
				}
			}
			if d.boolean(x["Interpolate"]) {
				report(0, "Das Bild %d soll geglättet werden (Interpolate).", n)
			}
		})
		noted("pdf-bild")(d, report)
	}},
	{"pdf-grafikzustand", "ISO 19005-2, 6.2.5", diag.Error, "Grafikzustände ändern weder Töne noch Raster.", func(d *document, report report) {
		d.states(func(name string, g types.Dict) {
			for _, key := range []string{"TR", "HTP"} {
				if _, ok := g[key]; ok {
					report(0, "Der Grafikzustand %s hat %s.", name, key)
				}
			}
			if _, ok := g["TR2"]; ok && d.name(g["TR2"]) != "Default" {
				report(0, "Der Grafikzustand %s hat TR2.", name)
			}
			if half := d.dict(g["HT"]); half != nil {
				kind, _ := d.integer(half["HalftoneType"])
				if _, named := half["HalftoneName"]; named || kind != 1 && kind != 5 {
					report(0, "Der Grafikzustand %s hat ein Raster, das nicht erlaubt ist.", name)
				}
			}
		})
	}},
	{"pdf-mischung", "ISO 19005-2, 6.2.10", diag.Error, "Farben mischen sich nur auf die Arten, die ISO 32000-1 kennt.", func(d *document, report report) {
		d.states(func(name string, g types.Dict) {
			modes := d.array(g["BM"])
			if modes == nil {
				modes = types.Array{g["BM"]}
			}
			for _, o := range modes {
				if mode := d.name(o); mode != "" && !slices.Contains(blendModes, mode) {
					report(0, "Der Grafikzustand %s mischt auf die Art %s.", name, quote(mode))
				}
			}
		})
	}},
	{"pdf-transparenz", textOnly, diag.Warning, "Ein Bericht kommt ohne Durchsichtiges aus; den Kontrast kann das Programm sonst nicht messen.", func(d *document, report report) {
		d.states(func(name string, g types.Dict) {
			for _, key := range []string{"CA", "ca"} {
				if v, ok := d.number(g[key]); ok && v < 1 {
					report(0, "Der Grafikzustand %s ist durchsichtig (%s).", name, key)
				}
			}
			if d.dict(g["SMask"]) != nil {
				report(0, "Der Grafikzustand %s ist durchsichtig (SMask).", name)
			}
		})
		d.dicts(func(n int, x types.Dict) {
			if d.name(d.dict(x["Group"])["S"]) == "Transparency" {
				report(0, "Das Objekt %d hat eine Gruppe für Durchsichtiges.", n)
			}
		})
	}},
}

var (
	pdfHead   = regexp.MustCompile(`\A%PDF-1\.[0-7](\r\n|\r|\n)%`)
	tableHead = regexp.MustCompile(`\Axref(\r\n|\r|\n)[0-9]+ [0-9]+ ?(\r\n|\r|\n)`)

	filters          = strings.Fields("ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode JBIG2Decode DCTDecode JPXDecode")
	forbiddenActions = strings.Fields("Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView SetState NoOp")
	namedActions     = strings.Fields("NextPage PrevPage FirstPage LastPage")
	blendModes       = strings.Fields("Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight Difference Exclusion Hue Saturation Color Luminosity")
)

func beginning(d *document, report report) {
	m := pdfHead.Find(d.bytes[:min(len(d.bytes), 16)])
	if m == nil {
		report(0, "Die Datei beginnt nicht mit „%%PDF-1.“ und einer Ziffer auf einer eigenen Zeile, oder ihre zweite Zeile ist kein Kommentar.")
		return
	}
	rest := d.bytes[len(m):]
	for i := range 4 {
		if i >= len(rest) || rest[i] < 128 {
			report(0, "In der zweiten Zeile stehen keine vier Zeichen über 127.")
			return
		}
	}
}

// raw is the check of what readSyntax notices.
func raw(code string) func(*document, report) {
	return func(d *document, report report) {
		for _, text := range d.readSyntax()[code] {
			report(0, "%s", text)
		}
	}
}

// without is the check that something is nowhere in the file. says is told the
// object and what it is.
func without(says string, is func(d *document, key string, o types.Object) bool) func(*document, report) {
	return func(d *document, report report) {
		d.each(func(n int, key string, o types.Object) {
			if key != "" && is(d, key, o) {
				if name := d.name(o); name != "" {
					key = name
				}
				report(0, says, n, key)
			}
		})
	}
}

func isStream(o types.Object) bool {
	switch o.(type) {
	case types.StreamDict, *types.StreamDict, types.ObjectStreamDict, types.XRefStreamDict:
		return true
	}
	return false
}

// filters returns the names of a stream's filters.
func (d *document) filters(o types.Object) []string {
	filter := d.dict(o)["Filter"]
	if name := d.name(filter); name != "" {
		return []string{name}
	}
	var names []string
	for _, o := range d.array(filter) {
		names = append(names, d.name(o))
	}
	return names
}

// states visits the graphics states, each once.
func (d *document) states(visit func(name string, g types.Dict)) {
	seen := map[string]bool{}
	d.each(func(n int, key string, o types.Object) {
		if key != "ExtGState" {
			return
		}
		states := d.dict(o)
		for _, name := range sortedKeys(states) {
			id := fmt.Sprintf("%s (Objekt %d)", name, n)
			if number := objectNumber(states[name]); number > 0 {
				id = fmt.Sprintf("%s (Objekt %d)", name, number)
			}
			if g := d.dict(states[name]); g != nil && !seen[id] {
				seen[id] = true
				visit(id, g)
			}
		}
	})
}

func sortedKeys(d types.Dict) []string {
	var keys []string
	for key := range d {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

func limits(d *document, report report) {
	if n := len(d.ctx.Table); n > 8388607 {
		report(0, "Die Datei hat %d Objekte.", n)
	}
	d.each(func(n int, key string, o types.Object) {
		if len(key) > 127 {
			report(0, "Im Objekt %d steht ein Name aus %d Zeichen.", n, len(key))
		}
		switch v := o.(type) {
		case types.Integer:
			if v > math.MaxInt32 || v < math.MinInt32 {
				report(0, "Im Objekt %d steht die Zahl %d.", n, v)
			}
		case types.Float:
			if a := math.Abs(float64(v)); a > math.MaxFloat32 || a != 0 && a < 1.175e-38 {
				report(0, "Im Objekt %d steht die Zahl %g.", n, float64(v))
			}
		case types.Name:
			if len(v) > 127 {
				report(0, "Im Objekt %d steht ein Name aus %d Zeichen.", n, len(v))
			}
		case types.StringLiteral, types.HexLiteral:
			if b, _ := d.raw(v); len(b) > 32767 {
				report(0, "Im Objekt %d steht eine Zeichenkette aus %d Bytes.", n, len(b))
			}
		}
	})
	noted("pdf-grenze")(d, report)
	for _, p := range d.pages {
		if p.nested > 28 {
			report(p.number, "Die Seite verschachtelt Grafikzustände %d-fach.", p.nested)
		}
	}
}
