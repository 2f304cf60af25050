package main

import (
	"path"
	"strings"
)

// archiveReadme is the LIESMICH.txt of a bag, for whoever finds it in decades,
// without this program and without us. Words in capitals stand for what differs
// from bag to bag.
const archiveReadme = `Was dies ist
============

KEPT
Er ist der Nachweis des Hauses; die Akte wird im Dokumentenmanagement geführt.

  Paket BAG: Ausgabe EDITIONREPLACES

Der Ordner ist ein Paket nach BagIt 1.0 (RFC 8493). Außer den PDF sind alle
Dateien einfacher Text in der Kodierung UTF-8, zu lesen mit jedem Texteditor; ein
besonderes Programm ist dafür nicht nötig. Aufbewahrt wird, was in "data" liegt:

  NAME.pdf
      der Bericht, angelegt als PDF/A-2a und PDF/UA-1; FONT
  NAME.md
      der ganze Text des Berichts in Markdown, aus dem das PDF entstanden istDRAFT.
      Zwischen "<!-- us:" und "-->" stehen Anweisungen für den Satz
  quellen/
      die Angaben, aus denen der Bericht gebildet wurde (TOML); intern, mit
      Vermerken des Hauses. Tragen mehrere Einträge dieselbe "kennung", sind sie
      Fassungen voneinander: Es gilt die mit dem jüngsten "stand", der nicht nach
      dem Stichtag liegt
  vorlagen/
      die feststehenden Wendungen; zwischen "{{" und "}}" stehen Anweisungen, wo
      die Angaben eingesetzt werden (Go, Paket text/template)
  befunde.json
      was die Prüfung des Inhalts damals meldete (JSON, intern): "error" ist ein
      Fehler, "warning" eine Warnung, "hint" ein Hinweis; "coverage" sagt, welche
      Fragen des Ausschusses beantwortet sind
  pdf-pruefung.json
      ebenso, was die Prüfung des PDF meldeteSENT

Was bag-info.txt sagt
=====================

  Internal-Sender-Identifier    Name des Pakets
  Source-Organization           wer den Bericht verfasst hat
  External-Identifier           Aktenzeichen, wenn eines genannt war
  Bagging-Date                  Datum des Pakets: das des Schreibens, sonst der
                                Stichtag, oder ein eigens genannter Tag; nicht
                                unbedingt der, an dem archiviert wurde
  Bag-Software-Agent            womit archiviert wurde; Commit nennt den Stand des
                                Quelltextes
  Font-File                     Datei einer eigenen Schrift und ihre Prüfsumme
  Findings-Overruled-Because    warum trotz Fehlern archiviert wurde
  Replaces-Bag                  welches Paket dieses ersetzt
  Replaces-Because              warum
  Payload-Oxum                  Umfang von "data": Bytes, Punkt, Zahl der Dateien
  Bag-Count                     Nummer in der Kette; "3 of ?" ist das dritte Paket
  Previous-Bag                  das Paket mit der Nummer davor
  Previous-Tagmanifest-SHA256   dessen Prüfsumme

Wurde eine Ausgabe nach dem Archivieren berichtigt, so liegt sie ein zweites Mal im
Archiv, unter dem Namen der Ausgabe mit "-v2", dann "-v3". Überschrieben wurde
nichts. Ob dieses Paket später ersetzt wurde, zeigen nur die anderen.

Wie man prüft, dass nichts verändert ist
========================================

Die folgenden Befehle gibt man in dem Ordner ein, in dem bagit.txt liegt.

Unter Linux und macOS:

  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt

Jede Zeile muss mit "OK" enden. Fehlt das Programm sha256sum, heißt es vielleicht
"shasum -a 256".

Unter Windows in der PowerShell; danach noch einmal mit tagmanifest-sha256.txt:

  Get-Content manifest-sha256.txt | ForEach-Object {
    $summe, $datei = $_ -split '  ', 2
    "$((Get-FileHash -Algorithm SHA256 $datei).Hash -eq $summe)  $datei" }

Jede Zeile muss mit "True" beginnen. Eine einzelne Datei prüft auch die
Eingabeaufforderung; die Prüfsumme muss die sein, die in manifest-sha256.txt vor
dem Namen der Datei steht:

  certutil -hashfile data\NAME.pdf SHA256

Gibt es keines dieser Programme mehr, genügt jedes, das SHA-256 nach FIPS 180-4
rechnet. Ebenso geht es mit SHA-512 und den Dateien, die sha512 im Namen tragen.

In "data" darf nichts liegen, was in manifest-sha256.txt nicht steht. Wie viele
Dateien es sein müssen, sagt Payload-Oxum nach dem Punkt.

Wie man prüft, dass nicht alles zusammen verändert wurde
========================================================

Wer eine Datei ändert, kann auch die Verzeichnisse der Prüfsummen ändern. Darum
bilden die Pakete des Archivs eine Kette. Die Prüfsumme des Pakets ist die der
Datei tagmanifest-sha256.txt:

  sha256sum tagmanifest-sha256.txt
  certutil -hashfile tagmanifest-sha256.txt SHA256

Sie wurde beim Archivieren ausgegeben und sollte im Vermerk stehen. Auch das Paket
mit der nächsten Nummer nennt sie, unter Previous-Tagmanifest-SHA256. Wer ein Paket
unbemerkt ändern will, müsste also alle späteren mit ändern; dann aber stimmt die
Prüfsumme des neuesten nicht mehr mit der im Vermerk überein.
`

// readme returns the LIESMICH.txt of the edition's bag. replaced is the bag
// that it replaces, "" for none.
func (k keeping) readme(bag, replaced string) []byte {
	ed := k.edition
	keeps := `Dieser Ordner bewahrt eine Ausgabe des Berichts der Landesregierung Nordrhein-
Westfalen an den Landtag über den Umsetzungsstand ihrer Vereinbarungen mit
ausländischen Partnern so auf, wie sie versandt wurde.`
	if ed.Record.Sample {
		keeps = `Dieser Ordner bewahrt ein Muster auf: eine Ausgabe des Berichts der Landesregierung
Nordrhein-Westfalen an den Landtag über den Umsetzungsstand ihrer Vereinbarungen
mit ausländischen Partnern, die so nicht versandt wurde.`
	}
	if replaced != "" {
		replaced = "\n  Ersetzt Paket " + replaced + "; warum, sagt bag-info.txt"
	}
	font := "Schrift:\n      Liberation Sans (SIL Open Font License 1.1), eingebettet"
	if len(k.fonts) > 0 {
		font = "die\n      Schrift ist eingebettet, bag-info.txt nennt ihre Dateien unter Font-File"
	}
	draft, sent := "", ""
	if string(k.generated) != string(k.markdown) {
		draft = ";\n      von Hand verbessert, vielleicht mit internen Notizen. Was gegenüber dem\n      erzeugten Text geändert ist, sagt " + diffPart
	}
	if k.sent != nil {
		sent = "\n  " + sentPart + "/\n      was wirklich versandt wurde, etwa unterschrieben, und was dessen Prüfung\n      meldete"
	}
	return []byte(strings.NewReplacer("KEPT", keeps, "BAG:", bag+":", "EDITION", ed.Record.Name+", Stichtag "+ed.AsOf.Long(),
		"REPLACES", replaced, "NAME", path.Base(k.path), "FONT", font, "DRAFT", draft, "SENT", sent).Replace(archiveReadme))
}
