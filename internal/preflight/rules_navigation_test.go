package preflight_test

import (
	"testing"

	"umsetzungsstand/internal/preflight"
)

func TestNavigationRules(t *testing.T) {
	tryAlterations(t, preflight.NavigationCodes, []alteration{
		{"no previous", "lesezeichen-kette", change("/Title (Titelblatt)", "/Prev", "/Vor")},
		{"another last", "lesezeichen-kette", change("/Title (Bericht)", `/Last \d+`, "/Last 136")},
		{"another parent", "lesezeichen-kette", change("/Title (Titelblatt)", `/Parent \d+`, "/Parent 132")},
		{"in a circle", "lesezeichen-kette lesezeichen-anzahl lesezeichen-ueberschrift", change("/Title (Titelblatt)", `/Next \d+`, "/Next 130")},
		{"to a missing one", "lesezeichen-kette lesezeichen-anzahl lesezeichen-ueberschrift", change("/Title (Titelblatt)", `/Next \d+`, "/Next 9999")},
		{"below itself", "lesezeichen-kette", change("/Title (Titelblatt)", `/Next`, "/First 131 0 R /Next")},
		{"a wrong number", "lesezeichen-anzahl", change("/Title (Bericht)", "/Count 5", "/Count 4")},
		{"a wrong number of all", "lesezeichen-anzahl", change("/Type /Outlines", "/Count 8", "/Count 3")},
		{"no title", "lesezeichen-titel", change("/Title (Titelblatt)", "Titelblatt", " ")},
		{"to nowhere", "lesezeichen-ohne-ziel", change("/Title (Titelblatt)", "/Dest", "/Ziel")},
		{"a heading without", "lesezeichen-ueberschrift", change("/Title (Frage)", "Frage", "Antwort")},
		{"a heading on another page", "lesezeichen-ueberschrift", change("/Title (Schlesien)", `\[7 0 R`, "[6 0 R")},
		{"a heading below its window", "lesezeichen-ort", change("/Title (Frage)", "580.75", "80")},
		{"a heading far down", "lesezeichen-ort", change("/Title (Frage)", "580.75", "840")},
		{"back", "lesezeichen-reihenfolge", change("/Title (Titelblatt)", `\[5 0 R`, "[7 0 R")},
		{"no such place", "ziel-fehlt", change("/Dest (frage)", "frage", "frag")},
		{"no such page", "ziel-fehlt", change("/Title (Titelblatt)", `\[5 0 R`, "[9999 0 R")},
		{"a view that is none", "ziel-fehlt", change("/Title (Titelblatt)", "/XYZ", "/ABC")},
		{"an action to nowhere", "ziel-fehlt", change("/Title (Titelblatt)", `/Dest \[.*?\]`, "/A <</S /GoTo /D (x)>>")},
		{"opened at nowhere", "ziel-fehlt", change("/Type /Catalog", "/Lang", "/OpenAction [9999 0 R /Fit] /Lang")},
		{"a name of no page", "ziel-ungueltig", change("/Names [(frage)", `\]>>`, " (zzz) [9999 0 R /Fit]]>>")},
		{"a name of no numbers", "ziel-ungueltig", change("/Names [(frage)", `\]>>`, " (zzz) [6 0 R /XYZ (a) /b true]]>>")},
		{"beyond the page", "ziel-lage", change("/Names [(frage)", `\]>>`, " (zzz) [6 0 R /XYZ 0 999 null]]>>")},
		{"a bookmark beyond the page", "ziel-lage", change("/Title (Titelblatt)", "763.84", "-99")},
		{"names out of order", "ziel-namensbaum", change("/Names [(frage)", `\]>>`, " (a) [6 0 R /Fit]]>>")},
		{"wrong limits", "ziel-namensbaum", func(p *plain) {
			n := p.find("/Names [(frage)")
			p.add("<</Limits [(a) (z)] " + p.objects[n][2:])
			p.objects[n] = "<</Kids [" + p.refTo("/Limits [(a)") + "]>>"
		}},

		{"bookmarks that are not shown", "ansicht-lesezeichen", change("/PageMode", "/UseOutlines", "/UseNone")},
		{"no number of the first page", "ansicht-seitenzahlen", change("/PageLabels", `\[0 <</S /r>> 1`, "[1")},
		{"numbers out of order", "ansicht-seitenzahlen link-beschreibung-seite liste-verzeichnis-seite", change("/PageLabels", `\[0 <</S /r>> 1`, "[0 <</S /r>> 0")},
		{"unknown numbers", "ansicht-seitenzahlen", change("/PageLabels", `/S /r`, "/S /x")},
		{"numbers from zero", "ansicht-seitenzahlen", change("/PageLabels", `/S /r`, "/S /r /St 0")},
		{"numbers of no page", "ansicht-seitenzahlen link-beschreibung-seite liste-verzeichnis-seite", change("/PageLabels", `1 <</S /D>>`, "99 <</S /D>>")},
	})
}

func TestNumerals(t *testing.T) {
	for _, tt := range []struct {
		n           int
		style, want string
	}{
		{12, "D", "12"}, {1994, "R", "MCMXCIV"}, {4, "r", "iv"}, {26, "A", "Z"}, {27, "a", "aa"}, {55, "A", "CCC"},
		{0, "D", ""}, {-3, "r", ""}, {3, "", ""}, {1 << 40, "R", ""}, {1 << 40, "a", ""},
	} {
		if got := preflight.Numeral(tt.n, tt.style); got != tt.want {
			t.Errorf("%d %s: %q", tt.n, tt.style, got)
		}
	}
}
