package font

import "umsetzungsstand/internal/diag"

// Codes returns every code that Load can report, by name.
func Codes() []diag.Code { return diag.ByName(codes) }

var codes = []diag.Code{
	// The folder.
	{Name: "schriften-unlesbar", Severity: diag.Error, Explain: "Der Ordner, den Sie nach --fonts genannt haben, lässt sich nicht lesen. Prüfen Sie die Angabe und Ihre Zugriffsrechte. Ohne --fonts wird in Liberation Sans gesetzt."},
	{Name: "schriften-zu-viele", Severity: diag.Error, Explain: "Der Ordner nach --fonts enthält mehr als 60 Dateien, vermutlich alle Schriften des Rechners. Gelesen wird daraus nichts, denn welche Schrift gemeint ist, wäre geraten. Kopieren Sie die vier Dateien der Schrift in einen eigenen Ordner, und nennen Sie diesen."},
	{Name: "schriften-leer", Severity: diag.Error, Explain: "Der Ordner nach --fonts enthält keine Schrift; Unterordner werden nicht durchsucht. Gebraucht werden vier TrueType-Dateien (.ttf) einer Familie, für " + allStyles + ". Prüfen Sie die Angabe, oder legen Sie die Dateien in den Ordner."},
	{Name: "schriften-uebrig", Severity: diag.Hint, Explain: "Im Ordner liegen weitere Schnitte der Familie, etwa ein halbfetter. Gesetzt wird nur mit " + allStyles + "; die anderen stören nicht. Sie brauchen nichts zu tun."},
	{Name: "schrift-familie", Severity: diag.Error, Explain: "Im Ordner liegen Schriften mehrerer Familien. Der Bericht wird in einer gesetzt, und welche, soll nicht der Zufall entscheiden. Legen Sie die vier Dateien einer Familie in einen eigenen Ordner."},
	{Name: "schrift-fehlt", Severity: diag.Error, Explain: "Der Familie fehlt einer der vier Schnitte " + allStyles + ". Ohne ihn ließen sich Überschriften oder Hervorhebungen nicht setzen. Legen Sie seine Datei dazu; welcher Schnitt eine Datei ist, steht in ihr und nicht in ihrem Namen."},
	{Name: "schrift-doppelt", Severity: diag.Error, Explain: "Zwei Dateien enthalten denselben Schnitt der Schrift, vielleicht in zwei Fassungen. Welche gelten soll, ist nicht zu erkennen. Lassen Sie nur eine der beiden im Ordner."},
	{Name: "schrift-name-doppelt", Severity: diag.Error, Explain: "Zwei Schnitte tragen in ihren Dateien denselben PostScript-Namen. Im PDF wären sie nicht zu unterscheiden. " + fromMaker},

	// A file.
	{Name: "schrift-unlesbar", Severity: diag.Error, Explain: "Eine Datei im Ordner der Schriften lässt sich nicht lesen. Sie könnte der Schnitt sein, der gebraucht wird. Prüfen Sie die Zugriffsrechte und ob ein anderes Programm sie sperrt."},
	{Name: "schrift-zu-gross", Severity: diag.Error, Explain: "Eine Schrift ist größer als 16 MiB und wird nicht gelesen. So groß sind nur Schriften mit den Zeichen sehr vieler Sprachen; die eines Corporate Designs hat einen Bruchteil davon. Prüfen Sie, ob es die richtige Datei ist, oder verwenden Sie eine kleinere Fassung."},
	{Name: "schrift-kein-truetype", Severity: diag.Error, Explain: "Eine Schrift liegt nicht als einzelne TrueType-Datei mit festem Schnitt vor, sondern etwa als OpenType mit CFF, als Webschrift oder als Sammlung. Nur TrueType lässt sich in das PDF einbetten. Fragen Sie dort, wo Sie die Schrift beziehen, nach TrueType-Dateien (.ttf), einer für jeden Schnitt."},
	{Name: "schrift-beschaedigt", Severity: diag.Error, Explain: "Eine Datei der Schrift ist unvollständig oder widerspricht sich. Der Bericht ließe sich damit nicht zuverlässig drucken. Kopieren Sie die Datei noch einmal; hilft das nicht, fragen Sie dort, wo Sie die Schrift beziehen."},
	{Name: "schrift-ungeeignet", Severity: diag.Error, Explain: "Eine Datei der Schrift ist wohl in Ordnung, aber so aufgebaut, dass sie sich hier nicht verwenden lässt. Fragen Sie dort, wo Sie die Schrift beziehen, nach einer TrueType-Datei für Office-Programme. Bis dahin wird ohne --fonts in Liberation Sans gesetzt."},
	{Name: "schrift-einbettung", Severity: diag.Error, Explain: "Die Datei sagt von sich selbst, dass sie nicht oder nicht so in Dokumente eingebettet werden darf. Ein archivfähiges und barrierefreies PDF muss seine Schrift aber enthalten. Beschaffen Sie eine Lizenz, die das Einbetten erlaubt, und die Dateien dazu."},
	{Name: "schrift-name", Severity: diag.Error, Explain: "Die Datei nennt ihren PostScript-Namen nicht, oder er enthält Zeichen, die er nicht enthalten darf. Unter diesem Namen kennt das PDF die Schrift. " + fromMaker},
	{Name: "schrift-geviert", Severity: diag.Error, Explain: "Die Datei gibt ihren Buchstaben ein unmögliches Maß. Größen und Abstände ließen sich damit nicht zuverlässig berechnen. " + fromMaker},
	{Name: "schrift-zeichen-fehlen", Severity: diag.Error, Explain: "Der Schrift fehlen Zeichen, die jeder Bericht braucht, etwa Umlaute oder Anführungszeichen. Vermutlich ist es eine Fassung für eine andere Sprache oder eine Probe. Verwenden Sie eine vollständige Fassung mit den Zeichen des Deutschen."},
}
