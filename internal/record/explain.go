package record

import (
	"slices"

	"umsetzungsstand/internal/diag"
)

// codes holds every code that Load can report.
var codes = slices.Concat(fileCodes, syntaxCodes, fieldCodes, referenceCodes)

const (
	ungarnFile  = partnershipFolder + "/ungarn.toml"
	editionFile = editionFolder + "/2023-Q4.toml"
)

var fileCodes = []Code{
	{CodeSources, diag.Error, "Der Ordner mit den Quellen lässt sich nicht öffnen. Entweder gibt es ihn unter dem angegebenen Namen nicht, oder Sie dürfen ihn nicht lesen. Prüfen Sie die Angabe nach --sources und Ihre Zugriffsrechte.",
		"", "generate --sources Quelen", "generate --sources Quellen"},
	{CodeMissingFile, diag.Error, "Eine Datei ist nicht vorhanden, ohne die kein Bericht entsteht: haus.toml sagt, wer den Bericht versendet. Legen Sie sie im Ordner der Quellen an; ein Muster steht in LIESMICH.md.",
		"", "Haus.toml.txt", "haus.toml"},
	{CodeNoEdition, diag.Error, "Im Ordner berichte/ steht keine Ausgabe. Jede Ausgabe ist eine eigene Datei, die nach Jahr und Quartal heißt und den Stichtag nennt.",
		"", "berichte/", "berichte/2023-Q4.toml"},
	{CodeNoPartnership, diag.Error, "Im Ordner partnerschaften/ steht keine Partnerschaft. Jede Partnerschaft ist eine eigene Datei; ohne wenigstens eine gibt es nichts zu berichten.",
		"", "partnerschaften/", "partnerschaften/ungarn.toml"},
	{CodeUnreadable, diag.Error, "Eine Datei oder ein Ordner lässt sich nicht öffnen, oder es ist ein Ordner, wo eine Datei stehen muss. Prüfen Sie die Zugriffsrechte und ob ein anderes Programm die Datei sperrt.",
		"", "ein Ordner mit dem Namen partnerschaften/ungarn.toml", "eine Datei mit dem Namen partnerschaften/ungarn.toml"},
	{CodeLink, diag.Error, "Eine Verknüpfung führt zu keiner Datei, im Kreis oder aus dem Ordner der Quellen hinaus. Gelesen wird nur, was im Ordner selbst liegt, damit jeder mit denselben Quellen denselben Bericht erhält.",
		"", "ungarn.toml als Verknüpfung auf H:\\Ablage\\ungarn.toml", "ungarn.toml als Datei"},
	{CodeStray, diag.Hint, "Eine Datei oder ein Ordner gehört nicht zu den Quellen und wird nicht gelesen; auch Sicherungen, Sperrdateien und Kopien, die Programme neben einer Datei ablegen, gehören nicht dazu. Gelesen werden haus.toml, ressorts.toml, woerter.toml und alle Dateien, deren Name auf .toml endet, in gruppen/, partnerschaften/ und berichte/. Ist das Absicht, brauchen Sie nichts zu tun.",
		"", "partnerschaften/Notizen.docx", "partnerschaften/ungarn.toml"},
	{CodeMisnamed, diag.Warning, "Eine Datei oder ein Ordner heißt fast so wie etwas, das gelesen würde, und wird deshalb wohl aus Versehen nicht gelesen. Oft hat Windows eine zweite Endung angehängt, die es nicht anzeigt.",
		"", "partnerschaften/ungarn.toml.txt", "partnerschaften/ungarn.toml"},
	{CodeFileName, diag.Error, "Der Name einer Datei wird zu ihrem festen Namen im Bericht und darf nur bestimmte Zeichen enthalten. Erlaubt sind Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche, bei Ausgaben Jahr und Quartal.",
		"", "partnerschaften/Königreich.toml", "partnerschaften/koenigreich.toml"},
	{CodeSameName, diag.Error, "Zwei Dateien unterscheiden sich nur in Groß- und Kleinschreibung oder in der Darstellung der Umlaute. Unter Windows wären sie dieselbe Datei, und eine ginge verloren. Benennen Sie eine um, oder löschen Sie sie.",
		"", "ungarn.toml und Ungarn.toml", "ungarn.toml"},
	{CodeSameSlug, diag.Error, "Eine Partnerschaft und eine Gruppe haben denselben Dateinamen. Beide werden im selben Bericht zu Sprungzielen, und ein Verweis wüsste nicht, welches gemeint ist.",
		"", "gruppen/china.toml und partnerschaften/china.toml", "gruppen/china.toml und partnerschaften/jiangsu.toml"},
	{CodeTooManyFiles, diag.Error, "Ein Ordner enthält mehr als 20000 Dateien. So viele Partnerschaften gibt es nicht; vermutlich ist es ein anderer Ordner. Gelesen wird daraus nichts.",
		"", "partnerschaften/ mit 30000 Dateien", "partnerschaften/ mit einer Datei für jede Partnerschaft"},
	{CodeTooLarge, diag.Error, "Eine Datei ist größer als 1 MiB (1.048.576 Byte) und wird deshalb nicht gelesen. So viel Text enthält keine Partnerschaft; vermutlich trägt eine andere Datei diesen Namen.",
		"", "ein Bild mit dem Namen ungarn.toml", "eine Textdatei mit dem Namen ungarn.toml"},
	{CodeEmptyFile, diag.Error, "Eine Datei enthält keine Angaben, höchstens Anmerkungen und leere Zeilen. Füllen Sie sie aus, oder löschen Sie sie.",
		ungarnFile, "# folgt\n", "kurz = \"Ungarn\"\ntyp  = \"Hauptkooperationspartner\"\n"},
	{CodeGarbled, diag.Error, "Eine Datei in UTF-8 wurde in einer anderen Kodierung geöffnet und so gespeichert; aus Umlauten und Anführungszeichen sind je zwei oder drei fremde Zeichen geworden. Stellen Sie die Datei aus einer früheren Fassung wieder her, oder berichtigen Sie alle solchen Stellen.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss fÃ¼r Europa\"\n", "[[gremium]]\nname = \"Ausschuss für Europa\"\n"},
	{CodeEncoding, diag.Error, "Eine Datei ist nicht in der Kodierung UTF-8 gespeichert; Umlaute wären darin nicht sicher zu erkennen. Öffnen Sie sie im Editor, und speichern Sie sie mit der Kodierung UTF-8 neu. Unter Windows heißt die alte Kodierung meist ANSI.",
		"", "ungarn.toml, gespeichert als ANSI oder UTF-16", "ungarn.toml, gespeichert als UTF-8"},
	{CodeInternal, diag.Error, "Das Programm ist an einer Datei gescheitert, die es hätte lesen müssen. Das ist ein Fehler des Programms, nicht der Datei. Bitte melden Sie ihn, und fügen Sie die Datei bei.",
		"", "", ""},
}

var syntaxCodes = []Code{
	{CodeSyntax, diag.Error, "Eine Zeile ist so geschrieben, dass das Programm sie nicht lesen kann. Links vom Gleichheitszeichen steht der Name der Angabe, rechts ihr Wert; Texte stehen in geraden Anführungszeichen, Zahlen ohne und ohne führende Null.",
		ungarnFile, "[[gremium]]\nname = 007\n", "[[gremium]]\nname = \"007\"\n"},
	{CodeOpenText, diag.Error, "Ein Text beginnt mit einem Anführungszeichen, aber das Anführungszeichen am Ende fehlt. Ein Text zwischen je einem Anführungszeichen steht auf einer Zeile; einer mit Zeilenumbrüchen steht zwischen drei Anführungszeichen am Anfang und dreien am Ende.",
		ungarnFile, "[[gremium]]\nname = \"Lenkungsausschuss\n", "[[gremium]]\nname = \"Lenkungsausschuss\"\n"},
	{CodeQuoteStyle, diag.Error, "Ein Text steht zwischen typographischen Anführungszeichen, wie Word sie setzt. TOML verlangt gerade. Innerhalb des Textes sind die typographischen dagegen richtig.",
		ungarnFile, "[[gremium]]\nname = „Lenkungsausschuss“\n", "[[gremium]]\nname = \"Ausschuss „Wasserstoff“\"\n"},
	{CodeQuoteInText, diag.Error, "Innerhalb eines Textes steht ein gerades Anführungszeichen, oder am Anfang oder Ende steht eines zu viel; damit endet der Text für das Programm an falscher Stelle. Schreiben Sie innerhalb des Textes typographische Anführungszeichen.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss \"Wasserstoff\"\"\n", "[[gremium]]\nname = \"Ausschuss „Wasserstoff“\"\n"},
	{CodeBareText, diag.Error, "Ein Text steht ohne Anführungszeichen. Ohne sie stehen nur Zahlen, Tage wie 2023-10-18 und die Wörter true und false. Setzen Sie den Text in gerade Anführungszeichen.",
		ungarnFile, "[[gremium]]\nname = Lenkungsausschuss\n", "[[gremium]]\nname = \"Lenkungsausschuss\"\n"},
	{CodeBareDate, diag.Error, "Ohne Anführungszeichen ist nur ein voller Tag wie 2023-10-18 oder ein Jahr wie 2023 erlaubt. Setzen Sie jede andere Zeitangabe in gerade Anführungszeichen.",
		ungarnFile, "[[begegnung]]\ndatum = 2021-02\nart = \"Treffen\"\n", "[[begegnung]]\ndatum = \"2021-02\"\nart = \"Treffen\"\n"},
	{CodeBackslash, diag.Error, "Der Rückstrich hat in Texten zwischen doppelten Anführungszeichen eine eigene Bedeutung. Schreiben Sie ihn doppelt, oder setzen Sie den Text zwischen einfache Anführungszeichen; dort bedeutet er nur sich selbst.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss\"\nquelle = \"K:\\Referat\\Mail\"\n", "[[gremium]]\nname = \"Ausschuss\"\nquelle = 'K:\\Referat\\Mail'\n"},
	{CodeEscape, diag.Error, "Zwischen doppelten Anführungszeichen stehen ein Rückstrich und ein n, t, b, f, r oder e für ein Steuerzeichen: Aus „\\neu“ würde „eu“. Schreiben Sie den Rückstrich doppelt, oder setzen Sie den Text zwischen einfache Anführungszeichen; dort bedeutet er nur sich selbst.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss\"\nquelle = \"Ordner \\neu\"\n", "[[gremium]]\nname = \"Ausschuss\"\nquelle = \"Ordner \\\\neu\"\n"},
	{CodeOpenList, diag.Error, "In einer Liste fehlt ein Komma oder eine Klammer, oder es steht ein anderes Zeichen an ihrer Stelle. Am Anfang steht die öffnende Klammer, zwischen zwei Einträgen ein Komma, nach dem letzten die schließende Klammer.",
		ungarnFile, "[[inhalt]]\nvereinbart = \"Austausch.\"\nzustaendig = [\"MSB\"\n", "[[inhalt]]\nvereinbart = \"Austausch.\"\nzustaendig = [\"MSB\"]\n"},
	{CodeHeader, diag.Error, "Die eckigen Klammern einer Überschrift sind nicht vollständig, oder in ihnen steht etwas anderes als ein Name. Eine Überschrift steht allein auf ihrer Zeile.",
		ungarnFile, "[[gremium]\nname = \"Ausschuss\"\n", "[[gremium]]\nname = \"Ausschuss\"\n"},
	{CodeNoPair, diag.Error, "Eine Zeile ist weder eine Angabe noch eine Überschrift noch eine Anmerkung. Eine Angabe hat ein Gleichheitszeichen, eine Anmerkung beginnt mit #.",
		ungarnFile, "[[gremium]]\nname: \"Ausschuss\"\n", "[[gremium]]\nname = \"Ausschuss\"\n# noch zu prüfen\n"},
	{CodeNoValue, diag.Error, "Nach einem Gleichheitszeichen oder vor einem Komma fehlt der Wert. Tragen Sie ihn ein. Ist er nicht bekannt, löschen Sie die Zeile: Was fehlt, wird nicht berichtet.",
		ungarnFile, "[[gremium]]\nname =\n", "[[gremium]]\nname = \"Ausschuss\"\n"},
	{CodeKeyCharacter, diag.Error, "Ein Schlüssel enthält ein Zeichen, das dort nicht stehen darf. Schlüssel bestehen aus Kleinbuchstaben ohne Umlaute und aus Unterstrichen; für ä, ö, ü und ß steht ae, oe, ue und ss.",
		ungarnFile, "[[inhalt]]\nvereinbart = \"Austausch.\"\nzuständig = [\"MSB\"]\n", "[[inhalt]]\nvereinbart = \"Austausch.\"\nzustaendig = [\"MSB\"]\n"},
	{CodeLineEnd, diag.Error, "Hinter einer Angabe oder einer Überschrift steht auf derselben Zeile noch etwas. Jede Angabe und jede Überschrift steht auf einer eigenen Zeile, ohne Komma am Ende; eine Anmerkung beginnt mit #.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss\",\nrhythmus = \"jährlich\"\n", "[[gremium]]\nname = \"Ausschuss\"\nrhythmus = \"jährlich\" # laut Mail\n"},
	{CodeTooDeep, diag.Error, "Listen oder Tabellen sind tiefer ineinander verschachtelt, als das Format es je verlangt. Meist sind Klammern aus Versehen mehrfach getippt.",
		ungarnFile, "[[begegnung]]\nthemen = [[[[[[[[[[[[[[[[[[\"Jugend\"]]]]]]]]]]]]]]]]]]\n", "[[begegnung]]\ndatum = 2023\nart = \"Treffen\"\nthemen = [\"Jugend\"]\n"},
	{CodeMergeMarks, diag.Error, "Die Datei enthält die Marken einer nicht abgeschlossenen Zusammenführung zweier Fassungen. Zwischen ihnen stehen beide Fassungen untereinander. Entscheiden Sie sich für eine, und löschen Sie die Zeilen mit den Marken.",
		ungarnFile, "<<<<<<< HEAD\n[[gremium]]\nname = \"Ausschuss\"\n=======\n>>>>>>> neu\n", "[[gremium]]\nname = \"Ausschuss\"\n"},
	{CodeSameKey, diag.Error, "Ein Schlüssel steht zweimal unter derselben Überschrift, oder eine einfache Überschrift steht zweimal in der Datei. Beginnt dort ein neuer Eintrag, fehlt über ihm die Überschrift; ist die Angabe nur doppelt, behalten Sie die richtige der beiden.",
		ungarnFile, "[[gremium]]\nname = \"Ausschuss\"\nname = \"Kommission\"\n", "[[gremium]]\nname = \"Ausschuss\"\n\n[[gremium]]\nname = \"Kommission\"\n"},
}
