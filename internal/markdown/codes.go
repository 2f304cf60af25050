package markdown

import "umsetzungsstand/internal/diag"

// Codes returns every code that Parse can report, by name.
func Codes() []diag.Code { return diag.ByName(codes) }

var codes = []diag.Code{
	// Characters.
	{Name: "zeichen-ungueltig", Severity: diag.Warning, Explain: "Der Entwurf enthält Bytes, die in UTF-8 kein Zeichen ergeben; an ihrer Stelle steht ein Ersatzzeichen. Meist ist die Datei in einer anderen Kodierung gespeichert, und betroffen sind die Umlaute. Öffnen Sie den Entwurf im Editor, prüfen Sie die Umlaute, und speichern Sie ihn mit der Kodierung UTF-8 neu."},
	{Name: "zeichen-entfernt", Severity: diag.Warning, Explain: "Der Text enthält ein unsichtbares Zeichen oder eines ohne Bedeutung, meist aus einer eingefügten E-Mail. Es erscheint nicht im Dokument, könnte aber Suche und Vorleseprogramme stören. Löschen Sie die Stelle, und tippen Sie sie neu."},

	// The head and its like.
	{Name: "kopf-fehlt", Severity: diag.Error, Explain: "Dem Entwurf fehlt der Kopf, der mit „<!-- us:dokument 1“ beginnt. Aus ihm nimmt das PDF den Titel, das Datum und die Kopfzeile. Übernehmen Sie ihn aus dem Entwurf, den generate geschrieben hat, und setzen Sie ihn an den Anfang der Datei."},
	{Name: "kopf-doppelt", Severity: diag.Error, Explain: "Der Entwurf hat zwei Köpfe; nur einer kann gelten. Meist ist ein Entwurf in einen anderen kopiert worden. Löschen Sie den Kopf, der nicht zutrifft, samt seinem Ende „-->“."},
	{Name: "kopf-stelle", Severity: diag.Error, Explain: "Der Kopf des Entwurfs steht erst hinter dem Beginn eines Teils. Er sagt, um welches Dokument es sich handelt, und gehört deshalb vor alles andere. Setzen Sie ihn an den Anfang der Datei."},
	{Name: "kopf-fassung", Severity: diag.Error, Explain: "Der Kopf nennt eine Fassung, die dieses Programm nicht kennt. Entweder ist die Ziffer vertippt, oder der Entwurf stammt von einem neueren Programm. Die erste Zeile lautet „<!-- us:dokument 1“."},
	{Name: "kopf-unvollstaendig", Severity: diag.Warning, Explain: "Im Kopf des Entwurfs fehlt eine Angabe, ohne die das PDF zu wenig über sich selbst sagt: edition, titel oder verfasser. Archiv, Suche und Vorleseprogramme brauchen sie. Ergänzen Sie die Zeile, die die Meldung nennt."},
	{Name: "schluessel-zeile", Severity: diag.Error, Explain: "Einer Zeile im Kopf oder in einer Marke fehlt der Doppelpunkt. Jede Zeile lautet dort „schlüssel: wert“, und ein Wert geht nicht über mehrere Zeilen. Ergänzen Sie den Doppelpunkt, oder schreiben Sie den Wert in eine Zeile."},
	{Name: "schluessel-unbekannt", Severity: diag.Error, Explain: "Einen solchen Schlüssel gibt es im Kopf oder in dieser Marke nicht; meist ist das Wort vertippt. Die Angabe bliebe sonst ohne Wirkung. Berichtigen Sie das Wort, oder löschen Sie die Zeile."},
	{Name: "schluessel-doppelt", Severity: diag.Error, Explain: "Ein Schlüssel steht zweimal im Kopf oder in derselben Marke. Welche der beiden Angaben gilt, ist nicht zu entscheiden. Löschen Sie eine der beiden Zeilen."},
	{Name: "wert-ungueltig", Severity: diag.Error, Explain: "Hinter einem Schlüssel steht ein Wert, den er nicht haben kann, zum Beispiel etwas anderes als ein Datum. Berichtigen Sie den Wert; die Meldung sagt, was möglich ist. Eine falsche Spaltenbreite ist nur eine Warnung: Die Spalten werden dann gleich breit."},

	// Parts and marks.
	{Name: "teil-fehlt", Severity: diag.Error, Explain: "Text des Entwurfs gehört zu keinem Teil, oder der Entwurf hat gar keinen. Ohne die Marke „us:teil“ ist nicht zu sagen, wohin der Text auf der Seite gehört. Setzen Sie davor „<!-- us:teil bericht -->“, oder brief, oder titelblatt."},
	{Name: "teil-unbekannt", Severity: diag.Error, Explain: "Die Marke „us:teil“ nennt keinen Teil oder einen, den es nicht gibt. Es gibt brief, titelblatt und bericht. Berichtigen Sie das Wort in der Marke."},
	{Name: "teil-leer", Severity: diag.Error, Explain: "Ein Teil des Entwurfs hat keinen Text. Das PDF hätte dort nichts zu zeigen. Löschen Sie die Marke, oder setzen Sie den Text, der zu ihr gehört, darunter."},
	{Name: "zone-fehlt", Severity: diag.Warning, Explain: "Im Brief oder auf dem Titelblatt steht Text vor der ersten Marke, die seinen Platz bestimmt. Wo er auf der Seite erscheint, ist dann nicht gesagt. Setzen Sie eine Marke davor, im Brief zum Beispiel „<!-- us:brieftext -->“."},
	{Name: "marke-unbekannt", Severity: diag.Error, Explain: "Eine Marke „us:…“ gibt es unter diesem Namen nicht; meist ist sie vertippt. Der Text darunter stünde sonst an falscher Stelle. Berichtigen Sie den Namen; soll es nur eine Anmerkung sein, lassen Sie „us:“ weg."},
	{Name: "marke-stelle", Severity: diag.Error, Explain: "Eine Marke „us:…“ steht mitten im Text, eingerückt oder in einem Teil, in den sie nicht gehört. Dort hat sie keine Wirkung. Setzen Sie sie am linken Rand in eine eigene Zeile, unter die Marke des Teils, den die Meldung nennt."},
	{Name: "marke-angabe", Severity: diag.Error, Explain: "In einer Marke „us:…“ steht etwas, das dort nicht stehen kann, oder „-->“ fehlt am Ende ihrer Zeile. Was bis zum nächsten „-->“ folgt, gälte sonst als Teil der Marke und fehlte im Dokument. Schreiben Sie die Marke so, wie die Meldung es zeigt."},
	{Name: "marke-doppelt", Severity: diag.Warning, Explain: "Eine Marke steht ein zweites Mal im Entwurf. Der Text unter ihr folgt deshalb dem unter der ersten, vielleicht an anderer Stelle als gedacht; ein Inhaltsverzeichnis erscheint nur an der ersten. Löschen Sie eine der beiden Marken."},
	{Name: "marke-ohne-ziel", Severity: diag.Warning, Explain: "Auf die Marke „us:tabelle“ folgt keine Tabelle, oder auf „us:vereinbarung“ kein Absatz. Die Marke bleibt ohne Wirkung. Setzen Sie sie unmittelbar davor, oder löschen Sie sie."},

	// Comments.
	{Name: "kommentar-offen", Severity: diag.Error, Explain: "Ein Kommentar beginnt mit „<!--“, aber sein Ende „-->“ fehlt. Er würde den folgenden Text verdecken. Ergänzen Sie „-->“ dort, wo der Kommentar endet."},
	{Name: "kommentar-text", Severity: diag.Warning, Explain: "In der Zeile eines Kommentars steht auch Text, der gedruckt werden soll. Andere Programme zeigen ihn nicht, und Hervorhebungen darin gehen verloren. Beginnen Sie nach dem Kommentar eine neue Zeile."},

	// Headings and anchors.
	{Name: "ueberschrift-leer", Severity: diag.Warning, Explain: "Hinter den # einer Überschrift steht kein Text. Die Überschrift entfällt im Dokument. Ergänzen Sie ihren Text, oder löschen Sie die Zeile."},
	{Name: "ueberschrift-ebene", Severity: diag.Warning, Explain: "Eine Überschrift hat mehr als drei #. Das Dokument kennt drei Ebenen; der Text steht darin als gewöhnlicher Absatz. Verwenden Sie #, ## oder ###."},
	{Name: "ueberschrift-unterstrichen", Severity: diag.Warning, Explain: "Unter einem Text stehen Striche, und das macht ihn in Markdown zur Überschrift. Das Dokument kennt nur Überschriften mit #; der Text steht darin als Absatz. Schreiben Sie ## davor, oder trennen Sie Text und Striche durch eine leere Zeile."},
	{Name: "anker-doppelt", Severity: diag.Warning, Explain: "Zwei Überschriften haben denselben Anker, oder eine hat zwei. Ein Verweis könnte nicht beide meinen; es gilt der erste. Geben Sie jeder Überschrift einen eigenen Anker, oder löschen Sie den überzähligen."},
	{Name: "anker-fehlt", Severity: diag.Warning, Explain: "Ein Verweis innerhalb des Dokuments führt zu einem Anker, den keine Überschrift hat. Er steht deshalb als einfacher Text im Dokument. Berichtigen Sie den Namen hinter dem #, oder setzen Sie „<a id=\"name\"></a>“ in die Überschrift."},
	{Name: "anker-stelle", Severity: diag.Warning, Explain: "Ein Anker steht im Text statt in einer Überschrift. Nur zu Überschriften kann ein Verweis führen; der Anker selbst steht jetzt als Text im Dokument. Setzen Sie ihn hinter die # einer Überschrift, oder löschen Sie ihn."},

	// Links.
	{Name: "verweis-leer", Severity: diag.Warning, Explain: "Ein Verweis hat keinen Text, sondern nur eine Adresse; sie steht nun selbst im Dokument. Wer sich das Dokument vorlesen lässt, hört dann nur sie. Schreiben Sie in die eckigen Klammern, wohin der Verweis führt."},
	{Name: "verweis-titel", Severity: diag.Warning, Explain: "Ein Verweis trägt einen Titel in Anführungszeichen hinter der Adresse. Im Dokument erscheint er nicht. Löschen Sie ihn, oder schreiben Sie in den Text, was er sagen soll."},
	{Name: "verweis-im-verweis", Severity: diag.Warning, Explain: "Im Text eines Verweises steht ein weiterer. Nur einer kann gelten, und so führen beide zum selben Ziel. Trennen Sie die beiden."},
	{Name: "verweis-ziel", Severity: diag.Warning, Explain: "Zu dieser Adresse kann ein Dokument nicht führen; der Verweis steht als einfacher Text darin. Möglich sind Adressen mit https, http oder mailto und Anker wie „#ungarn“. Berichtigen Sie die Adresse; auf Dateien des eigenen Rechners lässt sich nicht verweisen."},
	{Name: "verweis-ungenutzt", Severity: diag.Warning, Explain: "Eine Zeile wie „[name]: https://…“ legt eine Adresse fest, auf die nichts verweist oder die schon festgelegt ist. Die Zeile erscheint im Dokument nicht. Löschen Sie sie; ist sie als Text gemeint, setzen Sie einen umgekehrten Schrägstrich vor die eckige Klammer."},

	// Tables.
	{Name: "tabelle-spalten", Severity: diag.Warning, Explain: "Die Marke „us:tabelle“ nennt mehr oder weniger Spaltenbreiten, als die Tabelle Spalten hat. Alle Spalten werden deshalb gleich breit. Geben Sie unter spalten für jede Spalte eine Zahl an."},
	{Name: "tabelle-zeile", Severity: diag.Warning, Explain: "Eine Zeile der Tabelle hat mehr Zellen als der Kopf; was zu viel ist, fehlt im Dokument. Meist gehört ein senkrechter Strich zum Text. Schreiben Sie ihn dort als \\|, oder ergänzen Sie im Kopf die Spalte."},

	// What the document does not have; its text stays.
	{Name: "bild", Severity: diag.Warning, Explain: "Der Entwurf enthält ein Bild. Das Dokument kann keine Bilder aufnehmen; gedruckt wird nur der Ersatztext. Löschen Sie das Bild, und sagen Sie mit Worten, was es zeigt."},
	{Name: "block-stelle", Severity: diag.Warning, Explain: "In einem Zitat oder einer Liste steht eine Überschrift, eine Tabelle oder ein weiteres Zitat. Dort sind nur Absätze und Listen möglich; der Text steht als Absatz im Dokument. Beginnen Sie das Stück am linken Rand, nach einer leeren Zeile."},
	{Name: "code-block", Severity: diag.Warning, Explain: "Ein Absatz ist um vier oder mehr Leerzeichen eingerückt oder steht zwischen ``` oder ~~~; in Markdown bedeutet das Programmtext. Im Dokument steht er als einfacher Text, ohne Hervorhebungen. Rücken Sie ihn weniger ein, oder löschen Sie die Zeilen mit den Zeichen."},
	{Name: "html-block", Severity: diag.Warning, Explain: "Ein Absatz ist in HTML geschrieben. Das Dokument versteht es nicht und zeigt es als Text. Schreiben Sie den Absatz ohne HTML."},
	{Name: "html-unbekannt", Severity: diag.Warning, Explain: "Im Text steht HTML, das das Dokument nicht versteht; es wird mitgedruckt. Möglich sind nur <span lang=\"fr\">…</span>, <abbr title=\"…\">…</abbr> und in Überschriften <a id=\"…\"></a>. Löschen Sie das Übrige, oder schreiben Sie es in Markdown."},
	{Name: "html-offen", Severity: diag.Warning, Explain: "Zu einem <span> oder <abbr> fehlt das Ende oder der Anfang; das vorhandene Stück wird als Text gedruckt. Beide gehören in denselben Absatz und dürfen sich mit anderen nicht überkreuzen. Ergänzen Sie das Gegenstück, oder löschen Sie, was davon da ist."},
	{Name: "trennlinie", Severity: diag.Warning, Explain: "Eine Zeile aus Strichen oder Sternen bedeutet in Markdown eine Trennlinie. Das Dokument kennt keine, und die Zeile entfällt. Löschen Sie sie; gegliedert wird mit Überschriften."},
	{Name: "verschachtelung", Severity: diag.Warning, Explain: "Listen und Zitate sind zu tief ineinander geschachtelt. Was tiefer liegt, steht als Text im Dokument, mit den Zeichen, die es gliedern sollten. Schachteln Sie weniger tief; mehr als zwei Ebenen liest kaum jemand."},
	{Name: "auszeichnungen", Severity: diag.Warning, Explain: "Ein Absatz enthält so viele Sterne, Unterstriche oder eckige Klammern, dass nicht mehr alle gedeutet werden. Die weiteren stehen als Text im Dokument. Teilen Sie den Absatz."},
}
