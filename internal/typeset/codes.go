package typeset

import "umsetzungsstand/internal/diag"

// Codes returns every code that Set can report, by name.
func Codes() []diag.Code { return diag.ByName(codes) }

const (
	overfullExplain = " Die Felder eines Geschäftsbriefes haben feste Plätze (DIN 5008); was zu viel ist, stünde über dem Betreff."
	// What Parse has let through cannot have these faults.
	guardExplain = " Das wird schon beim Lesen des Entwurfs geprüft. Kommt die Meldung trotzdem, ist es ein Fehler des Programms; bitte geben Sie sie mit dem Entwurf an die Betreuung des Programms weiter."
)

var codes = []diag.Code{
	// Places that hold so much and no more.
	{Name: "absender-zu-lang", Severity: diag.Error, Explain: "Der Absender hat mehr Zeilen, als im Kopf des Briefes Platz haben." + overfullExplain + " Kürzen Sie „absender“ in haus.toml, in einem Entwurf den Text unter „us:absender“."},
	{Name: "ruecksendeangabe-zu-lang", Severity: diag.Error, Explain: "Die kleine Zeile über der Anschrift ist länger, als das Fenster des Umschlags breit ist." + overfullExplain + " Kürzen Sie „ruecksendeangabe“ in haus.toml, in einem Entwurf den Text unter „us:ruecksendeangabe“; Haus, Postleitzahl und Ort genügen."},
	{Name: "anschrift-zu-lang", Severity: diag.Error, Explain: "Die Anschrift hat mehr Zeilen, als im Fenster des Umschlags Platz haben, oder eine ist so lang, dass sie umbricht." + overfullExplain + " Kürzen Sie „zeilen“ unter [empfaenger] in der Datei der Ausgabe, in einem Entwurf den Text unter „us:anschrift“."},
	{Name: "angaben-zu-lang", Severity: diag.Error, Explain: "Der Informationsblock rechts neben der Anschrift hat mehr Zeilen, als dort Platz haben." + overfullExplain + " Kürzen Sie die Einträge [[angabe]] in der Datei der Ausgabe, in einem Entwurf den Text unter „us:angaben“, oder lassen Sie entbehrliche weg."},
	{Name: "kopfzeile-zu-lang", Severity: diag.Warning, Explain: "Die Kopfzeile, die auf jeder Seite steht, ist länger als eine Zeile; sie wird mit „…“ gekürzt. Das sieht auf jeder Seite nach einem Versehen aus. Kürzen Sie „thema“ in der Datei der Ausgabe, in einem Entwurf die Zeile „kopfzeile:“."},
	{Name: "tabelle-zu-breit", Severity: diag.Error, Explain: "Eine Tabelle hat so viele Spalten, dass sie auf der Seite nicht Platz haben. Gedruckt wären sie zu schmal zum Lesen. Teilen Sie die Tabelle auf, oder lassen Sie Spalten weg."},
	{Name: "inhalt-leer", Severity: diag.Warning, Explain: "Der Bericht soll ein Inhaltsverzeichnis haben, aber keine Überschrift der zweiten oder dritten Ebene. Das Verzeichnis entfällt deshalb. Löschen Sie die Marke „us:inhalt“, oder gliedern Sie den Bericht mit ## und ###; in der Datei der Ausgabe entspricht dem inhaltsverzeichnis = \"keines\"."},

	// Characters.
	{Name: "zeichen-fehlt", Severity: diag.Error, Explain: "Ein Zeichen lässt sich nicht drucken, weil die Schrift es nicht enthält oder es gar keine Gestalt hat. An seiner Stelle bliebe eine Lücke. Ersetzen Sie das Zeichen, oder umschreiben Sie es; bei einem Namen hilft die lateinische Umschrift."},
	{Name: "zeichen-akzent", Severity: diag.Error, Explain: "Ein Akzent steht als eigenes Zeichen hinter seinem Buchstaben, und beide zusammen ergeben keinen, den die Schrift kennt. Gedruckt stünde er daneben. Tippen Sie den Buchstaben mit Akzent neu, oder verwenden Sie eine Umschrift."},
	{Name: "zeichen-linkslaeufig", Severity: diag.Error, Explain: "Der Text enthält hebräische oder arabische Buchstaben oder andere, die von rechts nach links laufen. Das Programm setzt nur von links nach rechts; sie würden verkehrt herum gedruckt. Schreiben Sie das Wort in lateinischer Umschrift."},
	{Name: "schrift-ersatz", Severity: diag.Warning, Explain: "Der gewählten Schrift (--fonts) fehlen einzelne Zeichen; Wörter damit erscheinen in Liberation Sans. Das ist lesbar, kann aber auffallen. Sehen Sie die Seiten an, oder verwenden Sie eine Fassung der Schrift, die die Zeichen enthält."},

	// What is wrong with the document as a whole.
	{Name: "dokument-leer", Severity: diag.Error, Explain: "Das Dokument hat keinen Teil und damit keine Seite." + guardExplain},
	{Name: "teil-unbekannt", Severity: diag.Error, Explain: "Das Dokument hat einen Teil, der weder Brief noch Titelblatt noch Bericht ist." + guardExplain},
	{Name: "zone-unbekannt", Severity: diag.Error, Explain: "Ein Teil des Dokuments hat einen Bereich, den es in ihm nicht gibt." + guardExplain},
}
