package compose

import "umsetzungsstand/internal/diag"

// Codes returns every code that Compose can report, by name.
func Codes() []diag.Code { return diag.ByName(codes) }

var codes = []diag.Code{
	{Name: "vorlagen-fehlen", Severity: diag.Error, Explain: "Es gibt keine Vorlagen, oder es fehlt die, die alle anderen aufruft. Ohne sie entsteht kein Bericht. Die Vorlagen sind Teil des Programms; fehlen sie, geben Sie die Meldung an die Betreuung des Programms weiter."},
	{Name: "vorlage-unlesbar", Severity: diag.Error, Explain: "Eine Vorlage lässt sich nicht lesen. Prüfen Sie die Zugriffsrechte, ob ein anderes Programm die Datei sperrt und ob es überhaupt eine Datei ist. Ohne die eigene Vorlage entsteht der Bericht nicht; die eingebaute tritt nicht stillschweigend an ihre Stelle."},
	{Name: "vorlage-zeichen", Severity: diag.Error, Explain: "Eine Vorlage enthält ein Zeichen, das nur für private Zwecke vorgesehen ist, meist aus einer Symbolschrift. Das Programm braucht solche Zeichen für sich selbst. Löschen Sie das Zeichen in der Zeile, die die Meldung nennt."},
	{Name: "vorlage-doppelt", Severity: diag.Error, Explain: "Zwei Vorlagen legen mit {{define}} einen Baustein desselben Namens fest. Welcher der beiden gelten soll, ist nicht zu erkennen. Geben Sie ihm in einer der beiden Dateien einen anderen Namen."},
	{Name: "vorlage-fehler", Severity: diag.Error, Explain: "Eine Vorlage lässt sich nicht ausführen: Eine Klammer oder ein {{end}} fehlt, ein Name ist vertippt, oder eine Schleife endet nicht. Berichtigen Sie die Stelle, die die Meldung nennt. Ein Bericht entsteht so lange nicht; ohne --templates gelten die eingebauten Vorlagen."},
}
