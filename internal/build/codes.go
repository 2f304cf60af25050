package build

import "umsetzungsstand/internal/diag"

// ownCodes are those of the findings that build itself adds to those of the
// stages. An unreadable template is explained by compose, which may find it
// first.
var ownCodes = []struct {
	diag.Code
	where string
}{
	{diag.Code{Name: "ausgabe-unbekannt", Severity: diag.Error, Explain: "Eine Ausgabe dieses Namens gibt es nicht: Im Ordner berichte/ der Quellen liegt keine Datei, die so heißt. Geben Sie den Namen ohne .toml an, zum Beispiel 2023-Q4; ohne Angabe entsteht die neueste Ausgabe. Eine neue Ausgabe legen Sie als neue Datei in berichte/ an."}, inSources},
	{diag.Code{Name: "ausgabe-aelter", Severity: diag.Hint, Explain: "Die neueste Ausgabe ist die mit dem spätesten Stichtag, und das ist nicht die, die dem Namen nach zuletzt kommt. Vielleicht stimmt ein Stichtag nicht. Prüfen Sie ihn, oder nennen Sie beim Aufruf die Ausgabe, die Sie meinen."}, inSources},
	{diag.Code{Name: "ausgabe-erste", Severity: diag.Error, Explain: "Verglichen werden soll mit der Ausgabe davor, aber vor dieser gibt es keine mit einem früheren Stichtag. Nennen Sie eine spätere Ausgabe. Fehlt eine frühere im Ordner berichte/, legen Sie sie dort an."}, inSources},
	{diag.Code{Name: "ausgaben-gleich", Severity: diag.Error, Explain: "Eine Ausgabe soll mit sich selbst verglichen werden; das ergäbe nie einen Unterschied. Nennen Sie nach --since eine frühere Ausgabe, oder lassen Sie die Angabe weg: Dann ist es die davor."}, inSources},
	{diag.Code{Name: "ausgaben-vertauscht", Severity: diag.Error, Explain: "Die Ausgabe nach --since hat einen späteren Stichtag als die, mit der sie verglichen wird. Vermutlich sind beide vertauscht. Nennen Sie zuerst die spätere und nach --since die frühere."}, inSources},
	{diag.Code{Name: "quellen-damals", Severity: diag.Warning, Explain: "Von der früheren Ausgabe liegt im Archiv ein Paket, aber seine Quellen lassen sich nicht laden. Die Änderungen zwischen den Ausgaben stimmen trotzdem; nur was seither an alten Angaben geändert wurde, fehlt. Prüfen Sie das Paket mit archive verify."}, inSources},
	{diag.Code{Name: "vorlagen-unlesbar", Severity: diag.Error, Explain: "Der Ordner, den Sie nach --templates genannt haben, lässt sich nicht lesen. Prüfen Sie die Angabe und Ihre Zugriffsrechte. Ohne --templates gelten die eingebauten Vorlagen."}, inTemplate},
	{diag.Code{Name: "vorlagen-leer", Severity: diag.Warning, Explain: "Der Ordner nach --templates enthält keine Vorlage; der Bericht entsteht mit den eingebauten. Vermutlich ist ein anderer Ordner gemeint. Eine eigene Vorlage heißt genauso wie die eingebaute, die sie ersetzt, zum Beispiel brief.tmpl."}, inTemplate},
	{diag.Code{Name: "vorlage-unbekannt", Severity: diag.Error, Explain: "Eine Datei im Ordner nach --templates soll wohl eine Vorlage sein, heißt aber wie keine. Sie bliebe ohne Wirkung. Geben Sie ihr den Namen der Vorlage, die sie ersetzen soll; oft hat Windows eine zweite Endung angehängt, die es nicht anzeigt."}, inTemplate},
	{diag.Code{Name: "vorlage-zu-gross", Severity: diag.Error, Explain: "Eine Vorlage ist größer als 1 MiB und wird nicht gelesen. So viel Text enthält keine Vorlage; vermutlich trägt eine andere Datei diesen Namen. Prüfen Sie, ob es die richtige ist."}, inTemplate},
	{diag.Code{Name: "schrift-zu-hoch", Severity: diag.Warning, Explain: "Die Buchstaben der gewählten Schrift (--fonts) ragen weiter nach oben oder unten als üblich. In engen Zeilen, etwa der Anschrift, können sie an die der nächsten stoßen. Sehen Sie die Seiten an; das Programm rückt die Zeilen nicht auseinander."}, inFont},
	{diag.Code{Name: "pdf-fehlgeschlagen", Severity: diag.Error, Explain: "Die Seiten sind gesetzt, aber die PDF-Datei ließ sich nicht erzeugen. Das ist ein Fehler des Programms und nicht des Berichts. Bitte geben Sie die Meldung mit dem Entwurf an die Betreuung des Programms weiter."}, inPDF},
}
