package record

// describe returns the description of every file. It is the one place where
// the format is written down; the structs' tags are held against it when the
// package starts (see compile).
func describe() Description {
	return Description{
		Files: []File{
			{"haus.toml", houseTable()},
			{"ressorts.toml", ministriesTable()},
			{"woerter.toml", wordsTable()},
			{"gruppen/*.toml", groupTable()},
			{"partnerschaften/*.toml", partnershipTable()},
			{"berichte/*.toml", editionTable()},
		},
		Common: []Field{
			{Key: "kennung", Kind: Text, Form: NameForm, Example: `"lenkungsausschuss-2"`,
				Explain: "Fester Name des Eintrags; Einträge mit derselben Kennung sind Fassungen voneinander, es gilt die mit dem jüngsten Stand oder, wo es so angegeben ist, mit dem jüngsten Beginn (ab)."},
			{Key: "stand", Kind: Day, Example: `2023-10-31`,
				Explain: "Seit wann das Haus den Eintrag berichtet; fehlt die Angabe, gilt Vergangenes als bekannt, Künftiges nicht. Liegt er vor dem Ereignis, ist es nur angekündigt."},
			{Key: "quelle", Kind: Text, Example: `"MSB, E-Mail vom 12.10.2023"`,
				Explain: "Woher die Angabe stammt; intern, wird nirgends gedruckt."},
			{Key: "bestaetigt", Kind: Day, Example: `2023-10-20`,
				Explain: "Wann die Angabe zuletzt bestätigt wurde; intern, wird nirgends gedruckt."},
			{Key: "satz", Kind: Text, Example: `"Der Lenkungsausschuss trat erstmals zusammen."`,
				Explain: "Ein fertiger Satz, der an die Stelle des sonst gebildeten tritt."},
			{Key: "vermerk", Kind: Text, Example: `"Schreibweise des Namens berichtigt."`,
				Explain: "Notiz für das Haus; intern, wird nirgends gedruckt."},
		},
	}
}

func houseTable() *Table {
	return &Table{
		Explain: "Was sich an der absendenden Stelle selten ändert.",
		Common:  true,
		Fields: []Field{
			{Key: "land", Kind: Text, Required: true, Example: `"Nordrhein-Westfalen"`,
				Explain: "Name des Landes."},
			{Key: "amt", Kind: Text, Required: true, Example: `"Minister für Bundes- und Europaangelegenheiten, Internationales sowie Medien und Chef der Staatskanzlei"`,
				Explain: "Volle Amtsbezeichnung im Nominativ, ohne Artikel."},
			{Key: "amt_genitiv", Kind: Text, Required: true, Example: `"des Ministers für Bundes- und Europaangelegenheiten, Internationales sowie Medien und Chefs der Staatskanzlei"`,
				Explain: "Volle Amtsbezeichnung im Genitiv, mit Artikel."},
			{Key: "verfasser", Kind: Text, Required: true, Example: `"Staatskanzlei des Landes Nordrhein-Westfalen"`,
				Explain: "Stelle, die den Bericht herausgibt, für die Angaben zum Dokument."},
			{Key: "ruecksendeangabe", Kind: Text, Example: `"Staatskanzlei NRW, 40190 Düsseldorf"`,
				Explain: "Eine Zeile über der Anschrift (DIN 5008)."},
			{Key: "absender", Kind: List, Example: `["Der Minister für Bundes- und Europaangelegenheiten,", "Internationales sowie Medien"]`,
				Explain: "Zeilen am Kopf des Anschreibens."},
		},
	}
}

func ministriesTable() *Table {
	return &Table{
		Explain: "Die Ressorts der Landesregierung, in der Reihenfolge der Datei.",
		Fields: []Field{
			{Key: "ressort", Kind: Many, Explain: "Ein Ressort; ein umbenanntes bekommt einen zweiten Eintrag.", Table: &Table{
				Explain: "Ein Ressort der Landesregierung.",
				Common:  true,
				Fields: []Field{
					{Key: "kurz", Kind: Text, Required: true, Example: `"MSB"`,
						Explain: "Abkürzung, unter der andere Einträge das Ressort nennen."},
					{Key: "name", Kind: Text, Required: true, Example: `"Ministerium für Schule und Bildung"`,
						Explain: "Voller Name im Nominativ, ohne Artikel."},
					{Key: "genitiv", Kind: Text, Required: true, Example: `"des Ministeriums für Schule und Bildung"`,
						Explain: "Voller Name im Genitiv, mit Artikel."},
					{Key: "ab", Kind: Moment, Example: `2022-06-29`,
						Explain: "Seit wann das Ressort so heißt."},
					{Key: "bis", Kind: Moment, Example: `"2027"`,
						Explain: "Bis wann das Ressort so hieß."},
				},
				Rules: []Rule{{Kind: InOrder, Keys: []string{"ab", "bis"}}},
			}},
		},
	}
}

func wordsTable() *Table {
	return &Table{
		Explain: "Wörter, die beim Setzen und Prüfen eine eigene Behandlung brauchen.",
		Fields: []Field{
			{Key: "trennungen", Kind: List, Form: WordForm, Example: `["Nord-rhein-West-fa-len"]`,
				Explain: "Einzelne Wörter mit allen erlaubten Trennstellen."},
			{Key: "ungetrennt", Kind: List, Form: WordForm, Example: `["Magyar"]`,
				Explain: "Einzelne Wörter, die nie getrennt werden."},
			{Key: "abkuerzung", Kind: Many, Explain: "Eine Abkürzung mit ihrer Langform.", Table: &Table{
				Explain: "Eine Abkürzung, die bei ihrem ersten Vorkommen ausgeschrieben wird.",
				Common:  true,
				Fields: []Field{
					{Key: "kurz", Kind: Text, Required: true, Example: `"MdL"`, Explain: "Die Abkürzung."},
					{Key: "lang", Kind: Text, Required: true, Example: `"Mitglied des Landtags"`, Explain: "Die Langform."},
				},
			}},
			{Key: "fremd", Kind: Many, Explain: "Ein Titel oder eine Wendung in einer anderen Sprache.", Table: &Table{
				Explain: "Ein fremdsprachiger Titel oder eine fremdsprachige Wendung.",
				Common:  true,
				Fields: []Field{
					{Key: "text", Kind: Text, Required: true, Example: `"Académie de Lille"`, Explain: "Der Wortlaut, wie er in den Texten steht."},
					{Key: "sprache", Kind: Text, Form: LanguageForm, Required: true, Example: `"fr"`, Explain: "Kürzel der Sprache (BCP 47)."},
				},
			}},
			{Key: "schreibweise", Kind: Many, Explain: "Eine Schreibweise, die von einem Tag an anerkannt ist.", Table: &Table{
				Explain: "Eine anerkannte Schreibweise.",
				Common:  true,
				Fields: []Field{
					{Key: "text", Kind: Text, Required: true, Example: `"Kyjiw"`, Explain: "Die Schreibweise."},
					{Key: "ab", Kind: Moment, Example: `2022-03-01`, Explain: "Seit wann sie anerkannt ist."},
				},
			}},
		},
	}
}

func groupTable() *Table {
	return &Table{
		Explain: "Partnerschaften, von denen der Bericht gemeinsam erzählt; der Dateiname ist der Name der Gruppe.",
		Common:  true,
		Fields: []Field{
			{Key: "kurz", Kind: Text, Required: true, Example: `"Chinesische Provinzen"`, Explain: "Überschrift der Gruppe."},
			{Key: "titel", Kind: Text, Example: `"Vereinbarungen mit den Provinzen Jiangsu, Shanxi und Sichuan"`, Explain: "Zeile unter der Überschrift."},
			{Key: "text", Kind: Many, Explain: "Gemeinsame Einleitung.", Table: passageTable()},
			acceptedField(),
		},
	}
}

// acceptedField describes the findings of the check that a file accepts.
func acceptedField() Field {
	return Field{Key: "hingenommen", Kind: Many, Explain: "Eine Meldung von check, mit der das Haus lebt.", Table: &Table{
		Explain: "Eine Meldung von check, die geprüft und hingenommen ist; sie kommt wieder, sobald sich der Eintrag ändert.",
		Fields: []Field{
			{Key: "code", Kind: Text, Form: NameForm, Required: true, Example: `"frage-ergebnis"`, Explain: "Kürzel der Meldung, wie es in eckigen Klammern hinter ihr steht."},
			{Key: "kennung", Kind: Text, Form: NameForm, Example: `"sitzung-2023-03"`, Explain: "Kennung des Eintrags, um den es geht; fehlt die Angabe, ist der Anfang der Datei gemeint."},
			{Key: "grund", Kind: Text, Required: true, Example: `"Ergebnisse wurden nicht festgehalten (MSB, 20.10.2023)."`, Explain: "Warum die Meldung hingenommen wird; intern, wird nirgends gedruckt."},
			{Key: "am", Kind: Day, Required: true, Example: `2023-10-31`, Explain: "Wann sie hingenommen wurde; intern, wird nirgends gedruckt."},
			{Key: "fassung", Kind: Text, Form: NameForm, Example: `"3f9a2c"`, Explain: "Die Fassung des Eintrags, für die das gilt: sechs Zeichen, die check nennt. Ohne sie gilt die Hinnahme noch nicht."},
		},
	}}
}

func passageTable() *Table {
	return &Table{
		Explain: "Freier Text, wo einzelne Felder nicht ausreichen.",
		Common:  true,
		Version: []string{"stelle", "ab"},
		Fields: []Field{
			{Key: "stelle", Kind: Choice, Required: true, Example: `"umsetzung"`,
				Values:  []string{"einleitung", string(QAgreed), string(QDone), string(QOpen), string(QPlanned), string(QMeeting), string(QResults)},
				Explain: "Wo der Text steht: am Anfang oder bei einer der sechs Fragen."},
			{Key: "ab", Kind: Moment, Example: `"2023-06"`, Explain: "Von wann an der Text gilt."},
			{Key: "text", Kind: Markdown, Required: true, Example: `"Das Land begleitet den Austausch seit vielen Jahren."`, Explain: "Der Text in ganzen Sätzen."},
		},
	}
}

func editionTable() *Table {
	return &Table{
		Explain: "Eine Ausgabe des Berichts; der Dateiname nennt Jahr und Quartal.",
		Common:  true,
		Fields: []Field{
			{Key: "stichtag", Kind: Day, Required: true, Example: `2023-10-31`, Explain: "Tag, dessen Sachstand die Ausgabe beschreibt."},
			{Key: "datum", Kind: Moment, Example: `"2023-10"`, Explain: "Datum des Dokuments, so genau wie bekannt."},
			{Key: "anlass", Kind: Choice, Required: true, Values: []string{"Berichtsbitte", "regelmäßig"}, Example: `"Berichtsbitte"`, Explain: "Ob um den Bericht gebeten wurde."},
			{Key: "zustand", Kind: Choice, Required: true, Values: []string{"entwurf", "freigegeben"}, Example: `"entwurf"`, Explain: "Stand der Bearbeitung; ein Entwurf trägt einen Vermerk auf jeder Seite."},
			{Key: "muster", Kind: Flag, Example: `true`, Explain: "Die Ausgabe ist ein Muster und wurde so nicht versandt."},
			{Key: "thema", Kind: Text, Required: true, Example: `"Aktueller Umsetzungsstand der Vereinbarungen NRWs mit ausländischen Staaten"`, Explain: "Thema des Berichts, ohne Anführungszeichen im Text."},
			{Key: "aktenzeichen", Kind: Text, Example: `"IV.2-05.01"`, Explain: "Aktenzeichen des Anschreibens."},
			{Key: "vorlage", Kind: Text, Example: `"18/1787"`, Explain: "Nummer der Vorlage des Landtags, sobald bekannt."},
			{Key: "uebersicht", Kind: Choice, Values: []string{"begegnungen", "stand", "keine"}, Example: `"stand"`, Explain: "Welche Spalten die Übersicht hat; fehlt die Angabe, die üblichen."},
			{Key: "inhaltsverzeichnis", Kind: Choice, Values: []string{"keines"}, Example: `"keines"`, Explain: "Ob der Bericht ein Inhaltsverzeichnis hat; fehlt die Angabe, hat er eines."},
			{Key: "stichworte", Kind: Flag, Example: `true`, Explain: "Die Fragen des Ausschusses stehen als fette Stichworte vor ihren Antworten."},
			{Key: "aenderungen", Kind: Flag, Example: `true`, Explain: "Der Bericht sagt nach der Übersicht, was sich seit der vorigen Ausgabe geändert hat."},
			{Key: "satzart", Kind: Choice, Values: []string{"flattersatz", "blocksatz"}, Example: `"blocksatz"`, Explain: "Ausrichtung des Textes; fehlt die Angabe, Flattersatz."},
			{Key: "ausschuss", Kind: Text, Example: `"Ausschuss für Europa und Internationales"`, Explain: "Ausschuss, für den der Bericht bestimmt ist, ohne Artikel."},
			{Key: "sitzung", Kind: Day, Example: `2023-11-03`, Explain: "Tag der Sitzung des Ausschusses."},
			{Key: "bitte", Kind: One, Explain: "Wer worum gebeten hat.", Table: &Table{
				Explain: "Die Bitte um den Bericht; nur bei anlass = \"Berichtsbitte\".",
				Common:  true,
				Fields: []Field{
					{Key: "fraktion", Kind: Text, Required: true, Example: `"Fraktion der SPD"`, Explain: "Fraktion, die gebeten hat: ganzer Name im Nominativ, ohne Artikel, auch „Fraktion Bündnis 90/Die Grünen“."},
					{Key: "abgeordnete", Kind: Text, Example: `"Frau Blask MdL"`, Explain: "Mitglied des Landtags, wie es nach „von“ steht."},
					{Key: "frage", Kind: Markdown, Required: true, Example: `"Wie ist der Stand der Umsetzung?"`, Explain: "Wortlaut der Frage."},
				},
			}},
			{Key: "hinweis", Kind: Markdown, Example: `"Der Bericht gibt die Rückmeldungen der Ressorts wieder."`, Explain: "Eigener Absatz dieser Ausgabe in der Antwort, in ganzen Sätzen."},
			{Key: "empfaenger", Kind: One, Explain: "An wen das Anschreiben geht.", Table: &Table{
				Explain: "Anschrift und Anrede des Anschreibens.",
				Common:  true,
				Fields: []Field{
					{Key: "zeilen", Kind: List, Required: true, Max: 6, Example: `["An den Präsidenten", "des Landtags Nordrhein-Westfalen"]`, Explain: "Zeilen der Anschrift, höchstens sechs."},
					{Key: "anrede", Kind: Text, Required: true, Example: `"Sehr geehrter Herr Landtagspräsident,"`, Explain: "Anrede mit Komma."},
					{Key: "vorsitz", Kind: Text, Example: `"den Vorsitzenden des Ausschusses für Europa und Internationales"`, Explain: "An wen der Bericht weitergeleitet werden soll, wie es nach „an“ steht."},
				},
			}},
			{Key: "unterzeichner", Kind: One, Explain: "Wer das Anschreiben unterzeichnet.", Table: &Table{
				Explain: "Name und Amt unter dem Anschreiben.",
				Common:  true,
				Fields: []Field{
					{Key: "name", Kind: Text, Required: true, Example: `"Nathanael Liminski"`, Explain: "Name."},
					{Key: "amt", Kind: Text, Example: `"Minister"`, Explain: "Amtsbezeichnung unter dem Namen."},
				},
			}},
			{Key: "angabe", Kind: Many, Explain: "Eine weitere Zeile im Informationsblock des Anschreibens.", Table: &Table{
				Explain: "Eine Zeile des Informationsblocks.",
				Common:  true,
				Fields: []Field{
					{Key: "bezeichnung", Kind: Text, Required: true, Example: `"Telefon"`, Explain: "Was angegeben wird, ohne Doppelpunkt."},
					{Key: "wert", Kind: Text, Required: true, Example: `"0211 837-1001"`, Explain: "Die Angabe."},
				},
			}},
			acceptedField(),
		},
		Rules: []Rule{
			{Kind: AtLeastOne, Keys: []string{"bitte"}, When: &Condition{Key: "anlass", Value: "Berichtsbitte"}},
			{Kind: AtLeastOne, Keys: []string{"ausschuss"}, When: &Condition{Key: "anlass", Value: "Berichtsbitte"}},
		},
	}
}
