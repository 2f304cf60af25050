package archive

import (
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

// codes are those of the findings on an archive.
var codes = []diag.Code{
	{Name: "archiv-angaben", Severity: diag.Error, Explain: "Die Datei bag-info.txt eines Pakets fehlt, ist verdorben oder passt nicht zu dem, was im Paket liegt. Sie nennt die Ausgabe, den Umfang und das vorhergehende Paket. Nach dem Archivieren ändert sie niemand mehr; holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-datei-fehlt", Severity: diag.Error, Explain: "Eine Datei, die mit dem Paket archiviert wurde, ist nicht mehr da. Holen Sie das Paket aus einer Sicherung zurück, und prüfen Sie es mit „archive verify“ noch einmal."},
	{Name: "archiv-datei-fremd", Severity: diag.Error, Explain: "In einem Paket liegt etwas, das nicht mit ihm archiviert wurde. Das Paket beweist nur, was darin verzeichnet ist. Legen Sie das Fremde an einen anderen Ort."},
	{Name: "archiv-datei-geaendert", Severity: diag.Error, Explain: "Der Inhalt einer archivierten Datei ist nicht mehr der von damals: Ihre Prüfsumme stimmt nicht mit der verzeichneten überein. Das kann ein Versehen, ein Schaden am Datenträger oder Absicht sein. Holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-datei-umbenannt", Severity: diag.Error, Explain: "Eine archivierte Datei ist noch unverändert da, heißt aber anders als verzeichnet. Geben Sie ihr den Namen zurück."},
	{Name: "archiv-dateien-vertauscht", Severity: diag.Error, Explain: "Eine archivierte Datei enthält, was in einer anderen stehen müsste; beide sind noch da, aber vertauscht. Holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-digest", Severity: diag.Error, Explain: "Die Prüfsumme, die nach --digest genannt ist, hat das Paket nicht. Entweder ist sie die eines anderen Pakets, oder das Paket ist mitsamt seinen Verzeichnissen verändert worden; nur diese Prüfsumme kann das zeigen. Vergleichen Sie sie mit der, die archive damals ausgegeben hat."},
	{Name: "archiv-fremd", Severity: diag.Warning, Explain: "Im Ordner des Archivs liegt etwas, das kein Paket ist. Es stört nicht, gehört aber nicht dorthin. Legen Sie es an einen anderen Ort."},
	{Name: "archiv-keine-datei", Severity: diag.Error, Explain: "In einem Paket liegt eine Verknüpfung oder etwas anderes, das keine gewöhnliche Datei ist. Eine Verknüpfung beweist nichts, denn was an ihrem Ziel liegt, kann sich ändern. Entfernen Sie sie, und holen Sie das Paket aus einer Sicherung zurück, falls eine Datei fehlt."},
	{Name: "archiv-kennung", Severity: diag.Error, Explain: "Die Datei bagit.txt sagt nicht, dass der Ordner ein Paket nach BagIt 1.0 ist. Ohne sie wissen andere Programme nicht, was sie vor sich haben. Holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-kette", Severity: diag.Error, Explain: "Jedes Paket nennt seine Nummer und die Prüfsumme des vorhergehenden; hier passt das nicht zusammen. Dann fehlt ein Paket, es ist doppelt da oder wurde nachträglich mitsamt seinen Verzeichnissen verändert. Stellen Sie den Ordner des Archivs aus einer Sicherung wieder her."},
	{Name: "archiv-name", Severity: diag.Error, Explain: "Eine Datei eines Pakets hat einen Namen, den nicht jedes System behalten kann, oder zwei unterscheiden sich nur durch große und kleine Buchstaben. So archiviert das Programm nicht. Holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-ort", Severity: diag.Error, Explain: "Der Ordner eines Pakets heißt anders als das Paket selbst. Er ist umbenannt oder kopiert worden. Geben Sie ihm seinen Namen zurück, oder legen Sie die Kopie außerhalb des Archivs ab."},
	{Name: "archiv-rest", Severity: diag.Hint, Explain: "Ein Archivieren wurde unterbrochen und hat einen unfertigen Ordner hinterlassen, oder es läuft gerade eines. Die fertigen Pakete sind davon nicht betroffen. Der nächste Aufruf von archive räumt den Rest weg."},
	{Name: "archiv-unbekannt", Severity: diag.Error, Explain: "Unter dem genannten Namen ist nichts archiviert. „archive list“ nennt alle Pakete; eine Berichtigung heißt wie die Ausgabe mit angehängter Nummer, etwa 2023-Q4-v2."},
	{Name: "archiv-unlesbar", Severity: diag.Error, Explain: "Das Archiv oder eine Datei darin ließ sich nicht lesen und deshalb nicht prüfen. Prüfen Sie Ihre Rechte und die Verbindung zum Datenträger. Bleibt es dabei, so holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-verzeichnis", Severity: diag.Error, Explain: "Ein Verzeichnis der Prüfsummen (manifest-… oder tagmanifest-…) fehlt, ist verdorben oder widerspricht dem anderen. Was darin nicht richtig steht, lässt sich nicht beweisen. Holen Sie das Paket aus einer Sicherung zurück."},
	{Name: "archiv-zu-gross", Severity: diag.Error, Explain: "Ein Paket enthält mehr, als das Programm prüft: sehr große Dateien, sehr viele oder sehr tiefe Ordner. So groß ist keine Ausgabe. Prüfen Sie, was hineingeraten ist."},
	{Name: "archiv-zu-viel", Severity: diag.Error, Explain: "An einem Paket ist so viel zu beanstanden, dass nicht alles aufgezählt wird. Wahrscheinlich ist der ganze Ordner beschädigt. Holen Sie das Paket aus einer Sicherung zurück."},
}

// Codes returns every code that a finding on an archive can have, by name.
func Codes() []diag.Code {
	all := slices.Clone(codes)
	slices.SortFunc(all, func(a, b diag.Code) int { return strings.Compare(a.Name, b.Name) })
	return all
}
