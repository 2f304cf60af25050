package preflight

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"umsetzungsstand/internal/diag"
)

// The rules of colours.
var colourRules = []rule{
	{"farbe-ausgabeabsicht", "ISO 19005-2, 6.2.3", diag.Error, "Die Datei nennt, wofür ihre Farben gemeint sind (GTS_PDFA1), mit einem Profil, das in ihr steht.", func(d *document, report report) {
		intents := d.intents()
		if !slices.ContainsFunc(intents, func(i types.Dict) bool { return d.name(i["S"]) == "GTS_PDFA1" }) {
			report(0, "Die Ausgabeabsicht GTS_PDFA1 fehlt.")
		}
		profile := 0
		for _, i := range intents {
			if d.name(i["S"]) == "GTS_PDFA1" && d.stream(i["DestOutputProfile"]) == nil {
				report(0, "Der Ausgabeabsicht fehlt ihr Profil.")
			}
			if d.text(i["OutputConditionIdentifier"]) == "" {
				report(0, "Die Ausgabeabsicht nennt ihre Bedingung nicht (OutputConditionIdentifier).")
			}
			if _, ok := i["DestOutputProfileRef"]; ok {
				report(0, "Die Ausgabeabsicht verweist auf ein Profil außerhalb der Datei.")
			}
			if n := objectNumber(i["DestOutputProfile"]); n > 0 {
				if profile > 0 && n != profile {
					report(0, "Die Ausgabeabsichten haben verschiedene Profile.")
				}
				profile = n
			}
		}
	}},
	{"farbe-profil", "ISO 19005-2, 6.2.3; ISO 15076-1", diag.Error, "Das Farbprofil der Ausgabeabsicht ist gültig.", func(d *document, report report) {
		for _, i := range d.intents() {
			o, ok := i["DestOutputProfile"]
			if !ok || d.stream(o) == nil {
				continue
			}
			data, err := d.data(o)
			if err == nil {
				n, _ := d.integer(d.dict(o)["N"])
				err = profile(data, n)
			}
			if err == nil && (!slices.Contains([]string{"mntr", "prtr"}, string(data[12:16])) || string(data[16:20]) == "Lab ") {
				err = errors.New("es ist keines eines Bildschirms oder Druckers")
			}
			if err != nil {
				report(0, "Das Farbprofil ist fehlerhaft: %v.", err)
			}
		}
	}},
	{"farbe-geraet", "ISO 19005-2, 6.2.4.3", diag.Error, "Farben eines Geräts sind solche, die das Profil der Ausgabeabsicht beschreibt.", func(d *document, report report) {
		space := 0
		for _, i := range d.intents() {
			if d.name(i["S"]) == "GTS_PDFA1" {
				space, _ = d.integer(d.dict(i["DestOutputProfile"])["N"])
			}
		}
		for _, p := range d.pages {
			seen := map[string]bool{}
			for i := range p.marks {
				_, op := cutColour(p.marks[i].colour)
				want, ok := components[op]
				if !ok || seen[op] || space == want || want == 1 && space > 0 {
					continue
				}
				seen[op] = true
				report(p.number, "Auf der Seite steht eine Farbe des Geräts (%s), die kein Profil beschreibt.", []string{1: "Grau", 3: "RGB", 4: "CMYK"}[want])
			}
		}
	}},
	{"farbe-raum", "ISO 19005-2, 6.2.4.2", diag.Error, "Die Profile von Farbräumen sind gültig.", func(d *document, report report) {
		d.each(func(n int, _ string, o types.Object) {
			a, ok := o.(types.Array)
			if !ok || len(a) != 2 || d.name(a[0]) != "ICCBased" {
				return
			}
			data, err := d.data(a[1])
			if err == nil {
				count, _ := d.integer(d.dict(a[1])["N"])
				err = profile(data, count)
			}
			if err != nil {
				report(0, "Das Farbprofil im Objekt %d ist fehlerhaft: %v.", n, err)
			}
		})
	}},
	{"farbe-ungeprueft", textOnly, diag.Warning, "Texte haben eine Farbe in Grau, RGB oder CMYK; von anderen kann das Programm den Kontrast nicht messen.", func(d *document, report report) {
		for m, p := range d.texts {
			if m.colour == "scn" && !m.hidden {
				report(p.number, "Die Farbe des Textes %s lässt sich nicht prüfen.", quote(m.text))
			}
		}
	}},
	{"farbe-kontrast", "WCAG 2.1, 1.4.3", diag.Warning, "Texte heben sich von ihrem Grund im Verhältnis 4,5 : 1 ab, große im Verhältnis 3 : 1.", func(d *document, report report) {
		for _, p := range d.pages {
			var areas []*mark
			for i := range p.marks {
				m := &p.marks[i]
				if m.kind == pathMark && m.filled && m.w > 1 && m.h > 1 {
					areas = append(areas, m)
				}
				if m.kind != textMark || m.hidden || strings.TrimSpace(m.text) == "" {
					continue
				}
				ink, ok := luminance(m.colour)
				if !ok {
					continue
				}
				ground := 1.0
				for _, a := range slices.Backward(areas[max(0, len(areas)-mostAreas):]) {
					if m.x >= a.x && m.x <= a.x+a.w && m.y >= a.y && m.y <= a.y+a.h {
						if l, ok := luminance(a.colour); ok {
							ground = l
						}
						break
					}
				}
				ratio := (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05)
				if need := contrast(m); ratio < need-1e-9 {
					report(p.number, "Der Text %s hebt sich nur im Verhältnis %s : 1 ab, nötig ist %s : 1.", quote(m.text), decimal(ratio), decimal(need))
				}
			}
		}
	}},
}

// mostAreas is how many of the last areas are looked at for the ground of a
// text.
const mostAreas = 200

// components is how many a colour has, by the operator that sets it.
var components = map[string]int{"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}

func (d *document) intents() []types.Dict {
	var list []types.Dict
	for _, o := range d.array(d.catalog["OutputIntents"]) {
		if i := d.dict(o); i != nil {
			list = append(list, i)
		}
	}
	return list
}

// contrast is the ratio that a text needs: less from 18 pt on, and in bold
// from 14 pt on.
func contrast(m *mark) float64 {
	if m.size >= 18 || m.size >= 14 && m.font != nil && strings.Contains(m.font.base, "Bold") {
		return 3
	}
	return 4.5
}

// cutColour takes a mark's colour apart.
func cutColour(colour string) (operands []string, op string) {
	fields := strings.Fields(colour)
	if len(fields) == 0 {
		return nil, ""
	}
	return fields[:len(fields)-1], fields[len(fields)-1]
}

// luminance is the relative luminance of a colour of the device, taken for one
// of sRGB (WCAG 2.1).
func luminance(colour string) (l float64, ok bool) {
	operands, op := cutColour(colour)
	if components[op] != len(operands) || len(operands) == 0 {
		return 0, false
	}
	n := make([]float64, len(operands))
	for i, s := range operands {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return 0, false
		}
		n[i] = min(max(v, 0), 1)
	}
	switch len(n) {
	case 1:
		n = []float64{n[0], n[0], n[0]}
	case 4:
		n = []float64{(1 - n[0]) * (1 - n[3]), (1 - n[1]) * (1 - n[3]), (1 - n[2]) * (1 - n[3])}
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		c := n[i] / 12.92
		if n[i] > 0.04045 {
			c = math.Pow((n[i]+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l, true
}

// profile holds that an ICC profile is sound, and of n colours.
func profile(p []byte, n int) error {
	if len(p) < 132 || int64(binary.BigEndian.Uint32(p)) != int64(len(p)) {
		return errors.New("seine Größe stimmt nicht")
	}
	switch {
	case p[8] != 2 && p[8] != 4:
		return fmt.Errorf("seine Version %d kennt PDF/A-2 nicht", p[8])
	case !slices.Contains([]string{"mntr", "prtr", "scnr", "spac"}, string(p[12:16])):
		return fmt.Errorf("es ist von der Art %s", quote(string(p[12:16])))
	case string(p[36:40]) != "acsp":
		return errors.New("seine Kennung fehlt")
	}
	if want := map[string]int{"GRAY": 1, "RGB ": 3, "CMYK": 4, "Lab ": 3}[string(p[16:20])]; want == 0 || want != n {
		return fmt.Errorf("es ist für %s, nicht für %d Farben", quote(string(p[16:20])), n)
	}
	if space := string(p[20:24]); space != "XYZ " && space != "Lab " {
		return fmt.Errorf("es rechnet in %s um", quote(space))
	}
	for i, want := range []float64{0.9642, 1, 0.8249} { // D50
		if got := float64(int32(binary.BigEndian.Uint32(p[68+4*i:]))) / 65536; math.Abs(got-want) > 1e-3 {
			return errors.New("seine Beleuchtung ist nicht D50")
		}
	}
	tags := map[string]bool{}
	count := int(binary.BigEndian.Uint32(p[128:]))
	if count > (len(p)-132)/12 {
		return errors.New("das Verzeichnis seiner Angaben ist abgeschnitten")
	}
	for i := range count {
		entry := p[132+12*i:]
		at, size := uint64(binary.BigEndian.Uint32(entry[4:])), uint64(binary.BigEndian.Uint32(entry[8:]))
		if at < uint64(132+12*count) || size < 8 || at+size > uint64(len(p)) {
			return fmt.Errorf("die Angabe %s liegt nicht in ihm", quote(string(entry[:4])))
		}
		tags[string(entry[:4])] = true
	}
	need := []string{"desc", "cprt", "wtpt"}
	switch {
	case tags["A2B0"]:
	case n == 1:
		need = append(need, "kTRC")
	case string(p[16:20]) == "RGB ":
		need = append(need, "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC")
	default:
		need = append(need, "A2B0")
	}
	for _, tag := range need {
		if !tags[tag] {
			return fmt.Errorf("die Angabe %s fehlt", quote(tag))
		}
	}
	return nil
}
