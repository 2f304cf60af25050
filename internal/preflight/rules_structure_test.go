package preflight_test

import (
	"fmt"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// retagged is what fires beside where an element with content changes its type.
const retagged = " struktur-kennzeichen"

func TestStructureRules(t *testing.T) {
	tryAlterations(t, preflight.StructureCodes, []alteration{
		{"not marked", "struktur-markinfo", change("/MarkInfo", "/Marked true", "/Marked false")},
		{"no MarkInfo", "struktur-markinfo", change("/MarkInfo", "/MarkInfo", "/Markierung")},
		{"suspects", "struktur-verdacht", func(p *plain) { p.replace("/Marked true", "/Marked true /Suspects true") }},
		{"no structure", "struktur-fehlt link-ohne-element", change("/Type /Catalog", "/StructTreeRoot", "/Struktur")},
		{"a root without type", "struktur-fehlt", change("/Type /StructTreeRoot", "/Type /StructTreeRoot", "")},
		{"no Document", "struktur-wurzel", change("/S /Document", "/S /Document", "/S /Sect")},
		{"two tops", "struktur-wurzel struktur-leer", func(p *plain) {
			n := p.add("<</P " + p.refTo("/Type /StructTreeRoot") + " /S /Document /Type /StructElem>>")
			p.in("/Type /StructTreeRoot", `/K (\d+ 0 R)`, fmt.Sprintf("/K [%s %d 0 R]", p.refTo("/S /Document"), n))
		}},
		{"a missing element", "struktur-unlesbar", change("/S /H1", `\[0\]`, "[0 9999 0 R]")},
		{"a text for an element", "struktur-unlesbar", change("/S /H1", `\[0\]`, "[0 (Titel) /Titel 1.5 true]")},
		{"twice", "struktur-doppelt", func(p *plain) { p.append(p.find("/S /Sect"), "K", p.refTo("/S /H2")) }},
		{"in itself", "struktur-kreis", func(p *plain) { p.append(p.find("/S /BlockQuote"), "K", p.refTo("/S /BlockQuote")) }},
		{"a wrong parent", "struktur-eltern", func(p *plain) { p.in("/S /H1", `/P \d+ 0 R`, "/P "+p.refTo("/S /Document")) }},
		{"no parent", "struktur-eltern", change("/S /H1", `/P \d+ 0 R`, "")},
		{"a type of its own", "struktur-typ-unbekannt", change("/S /BlockQuote", "/S /BlockQuote", "/S /Zitat")},
		{"no type", "struktur-typ-unbekannt", change("/S /BlockQuote", "/S /BlockQuote", "")},
		{"mapped in a circle", "struktur-rollenkreis", func(p *plain) {
			p.in("/S /BlockQuote", "/S /BlockQuote", "/S /Zitat")
			p.in("/Type /StructTreeRoot", "/K", "/RoleMap <</Zitat /Rede /Rede /Zitat>> /K")
		}},
		{"a standard type mapped", "struktur-standardtyp", change("/Type /StructTreeRoot", "/K", "/RoleMap <</BlockQuote /Div>> /K")},
		{"a paragraph in a paragraph", "struktur-verschachtelung", change("/S /BlockQuote", "/S /BlockQuote", "/S /P")},
		{"a part in a line", "struktur-verschachtelung", change("/S /Sect", "/S /Sect", "/S /Span")},
		{"Ruby", "struktur-ruby", change("/S /BlockQuote", "/S /BlockQuote", "/S /Ruby")},
		{"a part of Ruby", "struktur-ruby" + retagged, change("/Lang (fr)", "/S /Span", "/S /RB")},
		{"text in a group", "struktur-inhalt-gruppe" + retagged, change("/S /P ", "/S /P", "/S /Sect")},
		{"an empty paragraph", "struktur-leer", func(p *plain) {
			n := p.add("<</P " + p.refTo("/S /BlockQuote") + " /S /P /Type /StructElem>>")
			p.append(p.find("/S /BlockQuote"), "K", fmt.Sprintf("%d 0 R", n))
		}},
		{"a page without key", "struktur-seitenschluessel struktur-elternbaum", change("/StructParents 0", "/StructParents 0", "")},
		{"two pages with a key", "struktur-seitenschluessel struktur-elternbaum", change("/StructParents 1", "/StructParents 1", "/StructParents 0")},
		{"a content without element", "struktur-inhalt-herrenlos struktur-elternbaum", change("/K [24 25]", "25", "")},
		{"a content twice", "struktur-inhalt-mehrfach", change("/K [24 25]", "25", "25 24")},
		{"a number twice", "struktur-inhalt-fehlt", func(p *plain) { p.rewrite("/MCID 25>>", "/MCID 24>>") }},
		{"a content that is not", "struktur-inhalt-fehlt", change("/K [24 25]", "25", "25 4711")},
		{"a negative number", "struktur-inhalt-fehlt", change("/K [24 25]", "25", "25 -1")},
		{"content of no page", "struktur-inhalt-fehlt struktur-inhalt-herrenlos struktur-elternbaum", change("/S /H1", "/Pg", "/Seite")},
		{"content in a form", "struktur-formularobjekt", func(p *plain) {
			n := p.add("<</Type /XObject /Subtype /Form /BBox [0 0 9 9]>>")
			p.streams[n] = []byte("/P <</MCID 0>> BDC EMC")
			p.in("/Font <</F0", "/Font", fmt.Sprintf("/XObject <</Fm0 %d 0 R>> /Font", n))
			p.rewrite("EMC", "EMC /Fm0 Do")
		}},
		{"another tag", "struktur-kennzeichen", func(p *plain) { p.rewrite("/H1<<", "/P<<") }},
		{"a wrong way back", "struktur-elternbaum", change("[26 0 R 28 0 R 32", "26", "28")},
		{"no parent tree", "struktur-elternbaum struktur-elternbaum-ordnung link-strukturzeiger", change("/ParentTree ", `/ParentTree (\d+ 0 R)`, "/ParentTree 9999 0 R")},
		{"keys out of order", "struktur-elternbaum-ordnung", change("/Nums [0 1", `\[(0 \d+ 0 R) (1 \d+ 0 R)`, "[1 125 0 R 0 124 0 R")},
		{"the next key", "struktur-elternbaum-schluessel", change("/ParentTreeNextKey", "Key 12", "Key 11")},
		{"no next key", "struktur-elternbaum-schluessel", change("/ParentTreeNextKey", "/ParentTreeNextKey 12", "")},
		{"pages out of order", "struktur-seitenfolge", change("/S /Document", `\[\d+ 0 R \d+ 0 R`, "[20 0 R 9 0 R")},
		{"an attribute of a list", "struktur-attribut", change("/S /BlockQuote", "/S", "/A <</O /List /ListNumbering /Disc>> /S")},
		{"a note without ID", "struktur-id-fehlt", change("/S /BlockQuote", "/S /BlockQuote", "/S /Note")},
		{"an ID twice", "struktur-id-doppelt struktur-id-baum", func(p *plain) {
			p.in("/Type /StructTreeRoot", "/K", "/IDTree <</Names [(a) "+p.refTo("/S /H1")+"]>> /K")
			p.in("/S /H1", "/S", "/ID (a) /S")
			p.in("/S /H2", "/S", "/ID (a) /S")
		}},
		{"an ID that is not listed", "struktur-id-baum", change("/S /H1", "/S", "/ID (a) /S")},

		{"the first heading", "ueberschrift-erste lesezeichen-ueberschrift" + retagged, change("/S /H1", "/S /H1", "/S /H2")},
		{"a skipped level", "ueberschrift-stufe" + retagged, change("/S /H2", "/S /H2", "/S /H4")},
		{"two headings in a node", "ueberschrift-mehrfach ueberschrift-gemischt" + retagged, func(p *plain) {
			p.in("/K [10]", "/S /H2", "/S /H")
			p.in("/K [11]", "/S /P", "/S /H")
		}},
		{"headings with and without level", "ueberschrift-gemischt" + retagged, change("/K [11]", "/S /P", "/S /H")},
		{"no headings", "ueberschrift-fehlt" + retagged, func(p *plain) { p.replaceAll("/S /H1", "/S /P"); p.replaceAll("/S /H2", "/S /P") }},
		{"two titles", "ueberschrift-titel" + retagged, change("/S /H2", "/S /H2", "/S /H1")},

		{"no language", "sprache-fehlt sprache-text sprache-ersatztext sprache-lesezeichen sprache-anmerkung", change("/Type /Catalog", "/Lang", "/Sprache")},
		{"the language of the elements only", "sprache-fehlt sprache-lesezeichen", func(p *plain) {
			p.in("/Type /Catalog", "/Lang", "/Sprache")
			p.in("/S /Document", "/S", "/Lang (de) /S")
		}},
		{"no language of the document", "sprache-ungueltig", change("/Type /Catalog", "de-DE", "de_DE")},
		{"no language of an element", "sprache-ungueltig", change("/Lang (fr)", "fr", "f")},
		{"no language of a content", "sprache-ungueltig", func(p *plain) { p.rewrite("/H1<<", "/H1<</Lang (1)") }},
		{"a figure", "struktur-alternativtext struktur-abbildung-kasten", change("/S /BlockQuote", "/S /BlockQuote", "/S /Figure")},
		{"a formula", "struktur-alternativtext struktur-abbildung-kasten", change("/S /BlockQuote", "/S /BlockQuote", "/S /Formula")},
		{"a figure without place", "struktur-abbildung-kasten", change("/S /BlockQuote", "/S /BlockQuote", "/Alt (Bild) /S /Figure")},
		{"a paragraph with a long form", "struktur-ersatztext", change("/S /P ", "/S", "/E (Langform) /S")},
		{"a long form without text", "struktur-ersatztext", change("/E <", "/E <[0-9a-f]+>", "/E ()")},
	})
}

// TestSoundStructures are not complained of.
func TestSoundStructures(t *testing.T) {
	for _, m := range []alteration{
		{"a type mapped", "", func(p *plain) {
			p.in("/S /BlockQuote", "/S /BlockQuote", "/S /Zitat")
			p.in("/Type /StructTreeRoot", "/K", "/RoleMap <</Zitat /Rede /Rede /BlockQuote>> /K")
		}},
		{"a figure", "", change("/S /BlockQuote", "/S /BlockQuote", "/Alt (Bild) /A [<</O /Layout /BBox [0 0 9 9]>> 0] /S /Figure")},
		{"a note", "", func(p *plain) {
			p.in("/Type /StructTreeRoot", "/K", "/IDTree <</Kids [<</Limits [(a) (a)] /Names [(a) "+p.refTo("/S /BlockQuote")+"]>>]>> /K")
			p.in("/S /BlockQuote", "/S /BlockQuote", "/ID (a) /S /Note")
		}},
		{"a parent tree of several nodes", "", func(p *plain) {
			n := p.find("/Nums [0 1")
			p.at(n, `/Nums \[0 \d+ 0 R`, "/Limits [1 11] /Nums [")
			kid := p.add(p.objects[n])
			p.objects[n] = fmt.Sprintf("<</Kids [<</Limits [0 0] /Nums [0 124 0 R]>> %d 0 R]>>", kid)
		}},
		{"a dictionary for content", "", change("/K [24 25]", `25`, "<</Type /MCR /MCID 25>>")},
		{"cells of two columns", "", func(p *plain) {
			empty := p.find("<</P 61 0 R /S /TD")
			p.at(61, fmt.Sprintf(` %d 0 R\]`, empty), "]")
			p.at(64, "/S /TD", "/A <</O /Table /ColSpan 2>> /S /TD")
			delete(p.objects, empty)
		}},
		{"cells that name their heads", "", func(p *plain) {
			p.in("/Type /StructTreeRoot", "/K", "/IDTree <</Names [(a) 52 0 R]>> /ClassMap <</Feld <</O /Table /Headers [(a)]>>>> /K")
			p.at(52, "/A <</O /Table /Scope /Column>>", "/ID (a)")
			for _, n := range []int{59, 60, 64, 65} {
				p.at(n, "/S /TD", "/C /Feld /S /TD")
			}
		}},
		{"a seen annotation with its element", "", func(p *plain) { square(p, "/Contents (Kasten)", true) }},
		{"a hidden annotation", "", func(p *plain) {
			square(p, "/Contents (Kasten)", false)
			p.in("/Subtype /Square", "/Rect", "/Subtype /Popup /Rect")
		}},
		{"an old dictionary of destinations", "", func(p *plain) {
			p.in("/Type /Catalog", `/Names <</Dests (\d+ 0 R)>>`, "/Dests <</frage <</D [6 0 R /Fit]>> /uebersicht [6 0 R /FitH 5] /ungarn [6 0 R /FitR 0 0 9 9] /schlesien [7 0 R /XYZ]>>")
		}},
		{"an action to a place", "", change("/Dest (frage)", `/Dest \(frage\)`, "/A <</S /GoTo /D (frage)>>")},
	} {
		t.Run(m.name, func(t *testing.T) { tryAlterations(t, nil, []alteration{m}) })
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]bool{
		"de": true, "de-DE": true, "DE-de": true, "sl-nedis": true, "zh-Hant-TW": true, "de-CH-1901": true, "hsb": true, "x-kunst": true,
		"es-419": true, "en-a-bbb-x-a-ccc": true, "zh-cmn-Hans-CN": true,
		"": false, "d": false, "de_DE": false, "de-": false, "-de": false, "deutsch-ä": false, "de-DE-": false, "123": false, "abcdefghi": false, "de-DE\n": false,
	} {
		if got := preflight.LanguageTag(tag); got != want {
			t.Errorf("%q: %v", tag, got)
		}
	}
}
