package preflight

import (
	"fmt"
	"strings"
	"unicode"

	"umsetzungsstand/internal/diag"
)

// Subject is the file that a checklist is about.
type Subject struct {
	Name   string // as its reader would open it
	Title  string // that it gives itself; see [Title]
	SHA256 string // in hexadecimal
	Found  diag.List
}

// topic is a part of the checklist.
type topic struct {
	heading   string
	questions []question
}

// question asks for one thing that only a person can judge: yes is as it should
// be.
type question struct {
	conditions string // of the protocol, or a criterion of another standard
	ask        string // one German sentence
}

// The conditions of the Matterhorn Protocol 1.02 (PDF Association, 2014) that
// are marked H, for human: 47 of its 136; 87 are marked M, for machine, and two
// ask for no test of their own. Version 1.1 adds 13-008, on figures.

// topics ask for those that can apply to a text with tables and links.
var topics = []topic{
	{"Was vorgelesen wird", []question{
		{"01-001", "Wird nur Inhalt vorgelesen, also keine Linien, Kopfzeilen, Seitenzahlen und andere Gestaltung?"},
		{"01-002", "Wird der ganze Inhalt vorgelesen, ohne dass ein Wort fehlt?"},
		{"04-001", "Ist alles, was Farbe, Fettdruck, Einzug oder Anordnung sagen, auch durch Wörter oder durch die Auszeichnung gesagt?"},
		{"18-001", "Sind Kopf- und Fußzeilen als Seitengestaltung gekennzeichnet (Artefakt, Pagination)?"},
		{"18-002", "Sind sie dabei als Kopfzeile (Header) oder Fußzeile (Footer) gekennzeichnet?"},
	}},
	{"Reihenfolge und Auszeichnung", []question{
		{"09-001", "Wird alles in der Reihenfolge vorgelesen, in der es zu lesen ist, auch Brief, Titelblatt und Tabellen, die auf der nächsten Seite weitergehen?"},
		{"01-006, 09-003", "Ist jeder Bestandteil als das ausgezeichnet, was er ist: Absatz, Überschrift, Liste, Tabelle, Zitat, Verweis?"},
		{"02-002", "Entspricht jede eigene Auszeichnung der Datei in ihrer Bedeutung der, die ihr zugeordnet ist (RoleMap)?"},
		{"09-002", "Steht jeder Bestandteil nur in solchen, in die er gehört, etwa keine Tabelle in einer Überschrift?"},
	}},
	{"Überschriften", []question{
		{"14-001", "Ist jede Überschrift als Überschrift ausgezeichnet?"},
		{"14-004", "Sind die Ebenen der Überschriften mit arabischen Ziffern bezeichnet (H1, H2 und so weiter)?"},
		{"14-005", "Ist eine Überschrift der siebten oder einer tieferen Ebene, falls es sie gibt, als solche ausgezeichnet (H7 und so weiter)?"},
	}},
	{"Listen", []question{
		{"16-003", "Ist jede Aufzählung als Liste ausgezeichnet?"},
		{"16-001", "Gibt jede nummerierte Liste an, wie sie zählt (ListNumbering)?"},
		{"16-002", "Ist diese Angabe Decimal, UpperRoman, LowerRoman, UpperAlpha oder LowerAlpha, so wie es gedruckt ist?"},
	}},
	{"Tabellen", []question{
		{"15-001", "Ist die Kopfzelle jeder Zeile, die eine hat, als Kopf ausgezeichnet (TH)?"},
		{"15-002", "Ist die Kopfzelle jeder Spalte, die eine hat, als Kopf ausgezeichnet (TH)?"},
		{"15-005", "Steht für jede Zelle fest, welche Köpfe zu ihr gehören?"},
		{"15-004", "Ist nur als Tabelle ausgezeichnet, was in Zeilen und Spalten geordnet ist?"},
	}},
	{"Sprache und Titel", []question{
		{"11-007", "Ist überall die richtige Sprache angegeben, auch für fremde Titel und Wendungen und in Lesezeichen? (Namen von Personen und Orten brauchen keine.)"},
		{"06-004", "Sagt der oben genannte Titel klar, um welches Dokument es sich handelt?"},
	}},
	{"Verweise, Links und Noten", []question{
		{"19-001", "Sind Fuß- und Endnoten, falls es sie gibt, als Noten ausgezeichnet (Note)?"},
		{"19-002", "Sind Verweise auf Noten und andere Stellen als Verweise ausgezeichnet (Reference)?"},
		{"28-001", "Werden Links und andere Anmerkungen der Datei an der Stelle vorgelesen, an der sie stehen?"},
		{"28-003", "Ist jede Anmerkung der Datei (Annotation), die der Gestaltung dient, als das ausgezeichnet, was sie bedeutet?"},
		{"WCAG 2.4.4", "Sagt jeder Linktext, allein oder im Satz, wohin er führt?"},
	}},
	{"Schrift", []question{
		{"31-010", "Darf jede eingebettete Schrift nach ihrer Lizenz eingebettet und von allen uneingeschränkt dargestellt werden?"},
	}},
}

// inapplicable are the others, which a text without pictures, formulas, forms,
// scripts, media and scanned pages cannot break.
var inapplicable = []string{
	"03-001", "03-002", "03-003", "05-001", "05-002", "05-003", "08-001", "08-002", "12-001",
	"13-001", "13-002", "13-003", "13-005", "13-006", "13-007", "17-001", "22-001", "24-001", "28-013", "29-001",
}

// Checklist returns what a person has to judge about a file, since no program
// can, as Markdown to be printed, ticked and signed.
func Checklist(s Subject) string {
	var b strings.Builder
	title := "keiner"
	if strings.TrimSpace(s.Title) != "" {
		title = "„" + inMarkdown(s.Title) + "“"
	}
	fmt.Fprintf(&b, `# Prüfliste zur Barrierefreiheit

- Datei: %s
- Titel: %s
- SHA-256: %s
- Selbstprüfung: %s

Das Matterhorn-Protokoll 1.02 zerlegt den Standard PDF/UA-1 (ISO 14289-1) in 136 Bedingungen. Von ihnen kann 87 ein Programm beurteilen und 47 nur ein Mensch; zwei verlangen keine eigene Prüfung. Diese Liste fragt nach den 47 und nach dem, was darüber hinaus zählt.

Hören Sie die Datei mit einem Vorleseprogramm an, und öffnen Sie sie in einem Programm, das die Auszeichnung (Tags) zeigt. Kreuzen Sie an, was sich mit Ja beantworten lässt oder nicht vorkommt.
`, inMarkdown(s.Name), title, s.SHA256, verdict(s.Found))
	for _, t := range topics {
		fmt.Fprintf(&b, "\n## %s\n\n", t.heading)
		for _, q := range t.questions {
			fmt.Fprintf(&b, "- [ ] **%s** %s\n", q.conditions, q.ask)
		}
	}
	fmt.Fprintf(&b, `
## Was nicht vorkommt

- [ ] Das Dokument enthält keine Bilder, Diagramme und Formeln, keine Formulare, Skripte, Töne und Filme, keine eingescannten Seiten und keine Artikelketten.

Dann entfallen %d Bedingungen: %s. Andernfalls sind sie nach dem Protokoll zu prüfen.

## Ergebnis

- [ ] Alle Kreuze sind gesetzt.
- [ ] Es fehlen Kreuze; warum, sagen die Bemerkungen.

Bemerkungen: ____________________________________________________________

Geprüft mit (Programme): ________________________________________________

Name: ___________________________________________________________________

Ort, Datum: _____________________________________________________________

Unterschrift: ___________________________________________________________
`, len(inapplicable), strings.Join(inapplicable, ", "))
	return b.String()
}

// verdict says what the examination has found.
func verdict(found diag.List) string {
	warnings := fmt.Sprintf("%d Warnungen", found.Count(diag.Warning))
	if found.Count(diag.Warning) == 1 {
		warnings = "1 Warnung"
	}
	s := fmt.Sprintf("%d Fehler, %s", found.Count(diag.Error), warnings)
	if found.Failed() {
		s += ". **Die Fehler sind zu beheben, bevor jemand diese Liste ausfüllt.**"
	}
	return s
}

// mostTitle is how many characters of a name or title the checklist shows.
const mostTitle = 400

// inMarkdown writes a text so that it stays in its line, Markdown shows it as it is,
// and nothing in it steers a terminal.
func inMarkdown(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n++; n > mostTitle {
			b.WriteString(" …")
			break
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsGraphic(r):
			r = unicode.ReplacementChar
		case strings.ContainsRune("\\`*_[]<>&#|~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
