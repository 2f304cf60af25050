package preflight_test

import (
	"testing"

	"umsetzungsstand/internal/preflight"
)

func TestTableAndListRules(t *testing.T) {
	tryAlterations(t, preflight.PartCodes, []alteration{
		{"no body", "tabelle-aufbau", change("/S /TBody", "/S /TBody", "/S /TFoot")},
		{"two heads", "tabelle-aufbau tabelle-richtung tabelle-kopf", change("/S /TBody", "/S /TBody", "/S /THead")},
		{"rows in another element", "tabelle-aufbau", change("/S /THead", "/S /THead", "/S /Div")},
		{"a row without table", "tabelle-aufbau", change("/S /BlockQuote", "/S /BlockQuote", "/S /TR")},
		{"text in a row", "tabelle-inhalt struktur-elternbaum" + retagged, func(p *plain) {
			p.at(59, `/K \[18\]`, "/K []")
			p.at(56, `/K \[`, "/Pg 6 0 R /K [18 ")
		}},
		{"a cell too few", "tabelle-zellen", change("/K [62 0 R", ` 65 0 R\]`, "]")},
		{"a cell too wide", "tabelle-zellen", change("<</P 61 0 R /S /TD", "/S", "/A <</O /Table /ColSpan 2>> /S")},
		{"a cell below its table", "tabelle-spannen", change("<</P 61 0 R /S /TD", "/S", "/A <</O /Table /RowSpan 2>> /S")},
		{"a huge cell", "tabelle-spannen", change("<</P 61 0 R /S /TD", "/S", "/A <</O /Table /ColSpan 2147483647>> /S")},
		{"a cell on another", "tabelle-spannen tabelle-zellen", func(p *plain) {
			p.at(60, "/S", "/A <</O /Table /RowSpan 2>> /S")
			p.at(64, "/S", "/A <</O /Table /ColSpan 2>> /S")
		}},
		{"a head without scope", "tabelle-bereich", change("/Scope /Column", "/Scope /Column", "")},
		{"an unknown scope", "tabelle-bereich", change("/Scope /Column", "/Scope /Column", "/Scope /Spalte")},
		{"an unknown head", "tabelle-verweise", change("<</P 61 0 R /S /TD", "/S", "/A <</O /Table /Headers [(a)]>> /S")},
		{"no head", "tabelle-kopf struktur-attribut" + retagged, func(p *plain) { p.replaceAll("/S /TH ", "/S /TD ") }},
		{"a cell in the head", "tabelle-kopf struktur-attribut" + retagged, change("/S /TH ", "/S /TH", "/S /TD")},
		{"a head for its row", "tabelle-richtung", change("/Scope /Column", "/Scope /Column", "/Scope /Row")},
		{"no summary", "tabelle-zusammenfassung", change("/Summary", "/Summary", "/Inhalt")},

		{"an item of something else", "liste-aufbau", change("/S /LBody", "/S /LBody", "/S /Div")},
		{"an item without list", "liste-aufbau", change("/S /BlockQuote", "/S /BlockQuote", "/S /LI")},
		{"the label behind", "liste-aufbau", change("/K [85 0 R 86 0 R]", `85 0 R 86 0 R`, "86 0 R 85 0 R")},
		{"text in an item", "liste-inhalt struktur-leer struktur-elternbaum" + retagged, func(p *plain) {
			p.at(72, `/K \[26\]`, "/K []")
			p.at(71, `/K \[`, "/Pg 6 0 R /K [26 ")
		}},
		{"no numbering", "liste-nummerierung", change("/ListNumbering /Disc", "/ListNumbering /Disc", "")},
		{"an unknown numbering", "liste-nummerierung", change("/ListNumbering /Disc", "/Disc", "/Punkt")},
		{"numbers that are none", "liste-marken", change("/ListNumbering /Disc", "/Disc", "/Decimal")},
		{"numbers out of order", "liste-marken", change("/K [76 0 R 80 0 R]", "76 0 R 80 0 R", "80 0 R 76 0 R")},
		{"an entry that is none", "liste-verzeichnis liste-verzeichnis-luecke", change("/S /TOCI", "/S /TOCI", "/S /Div")},
		{"an entry in another element", "liste-verzeichnis liste-verzeichnis-verweis", change("/S /BlockQuote", "/S /BlockQuote", "/S /TOCI")},
		{"an entry of another page", "liste-verzeichnis-seite link-beschreibung-seite", change("/Contents (Zum Abschnitt Schlesien", "schlesien", "frage")},
		{"an entry that is missing", "liste-verzeichnis-luecke link-ohne-element struktur-inhalt-herrenlos struktur-elternbaum", change("/S /TOC ", ` \d+ 0 R\]`, "]")},
		{"an entry without link", "liste-verzeichnis-verweis link-ohne-element" + retagged, func(p *plain) {
			p.in("/S /Reference", "/S /Reference", "/S /P")
			p.in("/S /Link", "/S /Link", "/S /Span")
		}},
	})
}
