package preflight

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"umsetzungsstand/internal/diag"
)

// The rules of pages and of their content.
var pageRules = []rule{
	{"seite-inhalt-fehlerhaft", "ISO 19005-2, 6.2.2", diag.Error, "Der Inhalt jeder Seite lässt sich bis zum Ende lesen und schließt, was er beginnt.", func(d *document, report report) {
		for _, p := range d.pages {
			switch {
			case p.fault != nil:
				report(p.number, "Der Inhalt der Seite ist fehlerhaft: %v.", p.fault)
			case p.unbalanced:
				report(p.number, "Der Inhalt der Seite schließt nicht, was er beginnt.")
			}
		}
		noted("seite-inhalt-fehlerhaft")(d, report)
	}},
	{"seite-ressourcen", "ISO 19005-2, 6.2.2", diag.Error, "Jede Seite nennt selbst, was ihr Inhalt braucht, und alles davon ist da.", func(d *document, report report) {
		for _, p := range d.pages {
			if d.dict(p.dict["Resources"]) == nil && len(p.marks) > 0 {
				report(p.number, "Die Seite nennt ihre Ressourcen nicht selbst.")
			}
		}
		noted("seite-ressourcen")(d, report)
	}},
	{"seite-schrift-fehlt", "ISO 19005-2, 6.2.2", diag.Error, "Jeder Text ist in einer Schrift gesetzt, die unter den Ressourcen der Seite steht.", func(d *document, report report) {
		for m, p := range d.texts {
			if m.font == nil {
				report(p.number, "Ein Text hat keine Schrift.")
			}
		}
	}},
	{"seite-groesse", "ISO 19005-2, 6.1.13; ISO 32000-1, 7.7.3.3", diag.Error, "Jede Seite hat eine Größe, nicht kleiner als 3 und nicht größer als 14400 Punkt.", func(d *document, report report) {
		for _, p := range d.pages {
			for i, side := range []float64{p.box[2] - p.box[0], p.box[3] - p.box[1]} {
				if side < 3 || side > 14400 {
					report(p.number, "Die Seite ist %s Punkt %s.", decimal(side), []string{"breit", "hoch"}[i])
				}
			}
			for _, key := range []string{"CropBox", "TrimBox", "BleedBox", "ArtBox"} {
				o, ok := p.dict[key]
				if !ok {
					continue
				}
				var box [4]float64
				for i, o := range d.array(o) {
					if i < 4 {
						box[i], _ = d.number(o)
					}
				}
				w, h := math.Abs(box[2]-box[0]), math.Abs(box[3]-box[1])
				if min(w, h) < 3 || max(w, h) > 14400 {
					report(p.number, "Der Rahmen %s ist %s Punkt breit und %s Punkt hoch.", key, decimal(w), decimal(h))
				}
			}
		}
	}},
	{"seite-einheit", "ISO 32000-1, 7.7.3.3", diag.Warning, "Seiten werden in Punkt gemessen und stehen aufrecht; anderes rechnet das Programm nicht um.", func(d *document, report report) {
		for _, p := range d.pages {
			if unit, ok := d.number(p.dict["UserUnit"]); ok && unit != 1 {
				report(p.number, "Die Einheit der Seite ist das %s-fache eines Punktes (UserUnit).", decimal(unit))
			}
			if turn, ok := d.integer(p.dict["Rotate"]); ok && turn%360 != 0 {
				report(p.number, "Die Seite ist um %d Grad gedreht.", turn)
			}
		}
	}},
	{"seite-tabulator", "ISO 14289-1, 7.18.3; Matterhorn 28-008, 28-009", diag.Error, "Auf jeder Seite mit Verknüpfungen folgt die Tabulatortaste der Struktur.", func(d *document, report report) {
		for _, p := range d.pages {
			if len(d.array(p.dict["Annots"])) > 0 && d.name(p.dict["Tabs"]) != "S" {
				report(p.number, "Die Reihenfolge der Tabulatortaste folgt nicht der Struktur (Tabs).")
			}
		}
	}},
	{"seite-inhalt-ungekennzeichnet", "ISO 14289-1, 7.1; ISO 19005-2, 6.7.3; Matterhorn 01-005", diag.Error, "Alles auf den Seiten gehört zur Struktur oder ist als Artefakt gekennzeichnet.", func(d *document, report report) {
		for _, p := range d.pages {
			for i := range p.marks {
				if m := &p.marks[i]; m.mcid < 0 && m.artifact == "" {
					report(p.number, "%s gehört nicht zur Struktur und ist nicht als Artefakt gekennzeichnet.", describe(m))
				}
			}
		}
	}},
	{"seite-artefakt-im-inhalt", "ISO 14289-1, 7.1; Matterhorn 01-003", diag.Error, "In einem Inhalt der Struktur steht kein Artefakt.", noted("seite-artefakt-im-inhalt")},
	{"seite-inhalt-im-artefakt", "ISO 14289-1, 7.1; Matterhorn 01-004", diag.Error, "In einem Artefakt steht kein Inhalt der Struktur.", noted("seite-inhalt-im-artefakt")},
	{"seite-inhalt-im-inhalt", "ISO 32000-1, 14.7.4.2", diag.Warning, "Kein Inhalt der Struktur steht in einem anderen, denn in welcher Folge sie gelesen werden, ist dann ungewiss.", noted("seite-inhalt-im-inhalt")},
	{"seite-inhalt-doppelt", "ISO 32000-1, 14.7.4.2", diag.Error, "Jede Nummer (MCID) hat auf ihrer Seite nur ein Inhalt.", noted("seite-inhalt-doppelt")},
	{"seite-marke-verschraenkt", "ISO 32000-1, 14.6.1", diag.Error, "Kennzeichnungen und Textblöcke sind ineinander geschachtelt, nicht verschränkt.", noted("seite-marke-verschraenkt")},
	{"seite-artefakt-art", "ISO 32000-1, 14.8.2.2.2", diag.Error, "Artefakte sind von den Arten, die ISO 32000-1 kennt.", func(d *document, report report) {
		for _, p := range d.pages {
			seen := map[string]bool{}
			for i := range p.marks {
				kind := p.marks[i].artifact
				if kind != "" && !slices.Contains(artifacts, kind) && !seen[kind] {
					seen[kind] = true
					report(p.number, "Die Art %s eines Artefakts gibt es nicht.", quote(kind))
				}
			}
		}
	}},
	{"seite-wiedergabeabsicht", "ISO 19005-2, 6.2.6", diag.Error, "Wiedergabeabsichten sind die vier, die ISO 32000-1 kennt.", func(d *document, report report) {
		noted("seite-wiedergabeabsicht")(d, report)
		d.states(func(name string, g types.Dict) {
			if intent := d.name(g["RI"]); intent != "" && !slices.Contains(intents, intent) {
				report(0, "Die Wiedergabeabsicht %s des Grafikzustands %s gibt es nicht.", quote(intent), name)
			}
		})
	}},
	{"seite-text-unsichtbar", textOnly, diag.Warning, "Jeder Text eines Berichts ist zu sehen.", func(d *document, report report) {
		for m, p := range d.texts {
			if m.hidden && m.artifact == "" && strings.TrimSpace(m.text) != "" {
				report(p.number, "Der Text %s ist unsichtbar.", quote(m.text))
			}
		}
	}},
	{"seite-bild", textOnly, diag.Warning, "Ein Bericht hat keine Bilder und Verläufe; was darauf zu sehen ist, prüft das Programm nicht.", func(d *document, report report) {
		for _, p := range d.pages {
			for i := range p.marks {
				if kind := p.marks[i].kind; kind == imageMark || kind == shadingMark {
					report(p.number, "%s lässt sich nicht prüfen.", describe(&p.marks[i]))
				}
			}
		}
	}},
}

// artifacts are the kinds of artifacts and their subtypes.
var artifacts = strings.Fields("Artifact Pagination Pagination/Header Pagination/Footer Pagination/Watermark Layout Page Background")

// texts visits all marks of text, with their pages.
func (d *document) texts(yield func(*mark, *page) bool) {
	for _, p := range d.pages {
		for i := range p.marks {
			if m := &p.marks[i]; m.kind == textMark && !yield(m, p) {
				return
			}
		}
	}
}

// noted is the check of what the interpreter noticed on the pages.
func noted(code string) func(*document, report) {
	return func(d *document, report report) {
		for _, p := range d.pages {
			for _, text := range p.notes[code] {
				report(p.number, "%s", text)
			}
		}
	}
}

// describe names a mark, as the subject of a sentence.
func describe(m *mark) string {
	switch m.kind {
	case textMark:
		if strings.TrimSpace(m.text) == "" {
			return "Ein Text, der sich nicht lesen lässt,"
		}
		return "Der Text " + quote(m.text)
	case pathMark:
		return fmt.Sprintf("Das Gezeichnete %s mm von links und %s mm von oben", decimal(m.x), decimal(m.y))
	case imageMark:
		return "Ein Bild"
	}
	return "Ein Verlauf"
}

// decimal writes a number as German does, with at most one place.
func decimal(n float64) string {
	return strings.Replace(strings.TrimSuffix(fmt.Sprintf("%.1f", n), ".0"), ".", ",", 1)
}
