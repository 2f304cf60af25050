package main

import "umsetzungsstand/internal/diag"

// Where codes occur that are not those of build.
const (
	inCommand = "beim Ausführen eines Befehls"
	inArchive = "im Archiv"
)

// codes are those of the findings that the commands add to those of build.
var codes = []diag.Code{
	{Name: "aufruf", Severity: diag.Error, Explain: "Der Befehl ist so nicht zu verstehen: Eine Angabe fehlt, ist zu viel, vertippt oder nennt etwas, das es nicht gibt. Geschrieben wurde nichts. Berichtigen Sie den Aufruf; „umsetzungsstand help“ zeigt alle Befehle, mit dem Namen eines Befehls dahinter seine Optionen."},
	{Name: "abgebrochen", Severity: diag.Error, Explain: "Der Vorgang wurde abgebrochen, meist mit Strg+C oder indem das Fenster geschlossen wurde. Die bisherigen Dateien sind unverändert. Rufen Sie den Befehl noch einmal auf, wenn Sie das Ergebnis brauchen."},
	{Name: "nicht-geschrieben", Severity: diag.Error, Explain: "Eine Datei des Ergebnisses ließ sich nicht schreiben; die bisherige ist, wie sie war. Am häufigsten ist sie in einem anderen Programm geöffnet, etwa als PDF auf dem Bildschirm. Schließen Sie sie dort, oder prüfen Sie Ihre Rechte und den freien Platz, und rufen Sie den Befehl noch einmal auf."},
	{Name: "ausgabe-gestoert", Severity: diag.Error, Explain: "Was der Befehl auf dem Bildschirm oder in eine Datei ausgeben sollte, ist dort nicht oder nicht vollständig angekommen. Oft ist der Datenträger voll, auf den die Ausgabe umgeleitet ist. Dateien, die der Befehl selbst schreibt, sind nicht betroffen; rufen Sie ihn noch einmal auf."},
	{Name: "pdf-beanstandet", Severity: diag.Hint, Explain: "Das Programm hat sein eigenes PDF geprüft und Fehler darin gefunden; deshalb hat es nichts geschrieben. Ein solches PDF wäre vielleicht nicht barrierefrei, nicht archivfähig, oder es fehlte Text. Geben Sie die Meldungen mit dem Entwurf an die Betreuung des Programms weiter; nur im Notfall schreibt --ohne-pruefung das PDF trotzdem."},
	{Name: "pdf-ungeprueft", Severity: diag.Warning, Explain: "Das PDF ist auf Ihren Wunsch (--ohne-pruefung) ungeprüft geschrieben und heißt auch so. Ob es barrierefrei und archivfähig ist und jedes Wort des Entwurfs enthält, steht nicht fest. Sehen Sie es vollständig durch, und geben Sie es nur weiter, wenn es nicht anders geht."},
}
