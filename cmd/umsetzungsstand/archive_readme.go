package main

import (
	"path"
	"strings"
)

// archiveReadme is the LIESMICH.txt of a bag, for whoever finds it without
// this program. NAME stands for the name of the files of the report.
const archiveReadme = `Was dies ist
============

Dieser Ordner bewahrt eine Ausgabe des Berichts der Landesregierung Nordrhein-
Westfalen über den Umsetzungsstand ihrer Vereinbarungen mit ausländischen
Partnern so auf, wie sie versandt wurde. Er ist der Nachweis des Hauses; die Akte
wird im Dokumentenmanagement geführt.

AUSGABE

Der Ordner ist ein Paket nach BagIt 1.0 (RFC 8493). Sein Inhalt liegt in "data":

  NAME.pdf
      der Bericht
  NAME.md
      sein Text in Markdown, aus dem das PDF entstanden istDRAFT
  quellen/
      die Angaben, aus denen der Bericht gebildet wurde (TOML, UTF-8); sie
      enthalten interne Vermerke
  vorlagen/
      die feststehenden Wendungen
  befunde.json
      was die Prüfung des Inhalts damals meldete
  pdf-pruefung.json
      was die Prüfung des PDF damals meldeteSENT

Wer archiviert hat und wann, womit und als Nachfolger welches Pakets, steht in
bag-info.txt.

Wie man prüft, dass nichts verändert ist
========================================

Dazu genügt ein Rechner mit Linux oder macOS, oder unter Windows das
"Windows-Subsystem für Linux" oder "Git Bash". In dem Ordner, in dem bagit.txt
liegt:

  sha256sum -c manifest-sha256.txt
  sha256sum -c tagmanifest-sha256.txt

Jede Zeile muss mit "OK" enden. Fehlt das Programm sha256sum, heißt es vielleicht
"shasum -a 256". Ebenso geht es mit sha512sum und den Dateien, die sha512 im Namen
tragen. In "data" darf keine Datei liegen, die in manifest-sha256.txt nicht steht.

Wie man prüft, dass nicht alles zusammen verändert wurde
========================================================

  sha256sum tagmanifest-sha256.txt

Diese Prüfsumme wurde beim Archivieren ausgegeben und sollte im Vermerk stehen.
Auch das Paket, das auf dieses folgte, nennt sie, in bag-info.txt unter
Previous-Tagmanifest-SHA256.
`

// readme returns the LIESMICH.txt of the edition's bag.
func (k keeping) readme() []byte {
	ed := k.edition
	edition := "Ausgabe " + ed.Record.Name + ", Stichtag " + ed.AsOf.Long()
	if ed.Record.Sample {
		edition += " (Muster)"
	}
	draft, sent := "", ""
	if string(k.generated) != string(k.markdown) {
		draft = "; von Hand verbessert\n  " + diffPart + "\n      was daran gegenüber dem erzeugten Text geändert wurde"
	}
	if k.sent != nil {
		sent = "\n  " + sentPart + "/\n      was wirklich versandt wurde, etwa unterschrieben, und was dessen Prüfung\n      meldete"
	}
	return []byte(strings.NewReplacer("AUSGABE", edition, "NAME", path.Base(k.path), "DRAFT", draft, "SENT", sent).Replace(archiveReadme))
}
