package record

import "slices"

// commitmentTable and its like describe the tables of a partnership's file;
// partnershipTable is the file itself.

func partnershipTable() *Table {
	formal := &Condition{Key: "typ", Value: string(MainCooperation), Not: true}
	return &Table{
		Explain: "Eine Partnerschaft mit allem, was über sie zu berichten ist; der Dateiname ist ihr fester Name.",
		Common:  true,
		Fields: []Field{
			{Key: "kurz", Kind: Text, Required: true, Example: `"Vereinigtes Königreich"`, Explain: "Kurzer Name für Überschriften und Listen."},
			{Key: "wer", Kind: Text, Example: `"die Benelux-Länder"`, Explain: "Name im Nominativ, mit Artikel, wo die Sprache ihn verlangt; fehlt die Angabe, gilt kurz."},
			{Key: "mit", Kind: Text, Example: `"dem Vereinigten Königreich"`, Explain: "Name im Dativ, wie er nach „mit“ steht; fehlt die Angabe, gilt kurz."},
			{Key: "typ", Kind: Choice, Required: true, Example: `"Partnerland"`,
				Values:  []string{string(PartnerCountry), string(PartnerRegion), string(PartnerOrganisation), string(MainCooperation)},
				Explain: "Art der Partnerschaft; ein Hauptkooperationspartner hat keine förmliche Vereinbarung."},
			{Key: "gruppe", Kind: Text, Ref: RefGroup, Example: `"china"`, Explain: "Gruppe, mit der die Partnerschaft gemeinsam dargestellt wird: Name einer Datei in gruppen/, ohne .toml."},
			{Key: "partner", Kind: Many, Explain: "Ein Partner der Vereinbarung; bei mehreren je ein Eintrag.", Table: &Table{
				Explain: "Ein Partner der Vereinbarung.",
				Common:  true,
				Fields: []Field{
					{Key: "name", Kind: Text, Required: true, Example: `"Vereinigtes Königreich Großbritannien und Nordirland"`, Explain: "Voller amtlicher Name."},
					{Key: "kurz", Kind: Text, Example: `"Wallonie"`, Explain: "Kurzer Name, nötig bei mehreren Partnern; fehlt die Angabe, gilt kurz der Partnerschaft."},
					{Key: "mit", Kind: Text, Example: `"der Wallonie"`, Explain: "Name im Dativ, wie er nach „mit“ steht; fehlt die Angabe, gilt kurz."},
				},
			}},
			{Key: "vereinbarung", Kind: Many, Explain: "Eine Vereinbarung; eine erneuerte bekommt einen weiteren Eintrag.", Table: &Table{
				Explain: "Eine unterzeichnete Vereinbarung; es gilt die jüngste, die am Stichtag unterzeichnet ist.",
				Common:  true,
				Fields: []Field{
					{Key: "titel", Kind: Text, Example: `"Gemeinsame Erklärung über die Zusammenarbeit"`, Explain: "Amtlicher Titel im genauen Wortlaut, ohne Anführungszeichen außen."},
					{Key: "art", Kind: Text, Required: true, Example: `"Absichtserklärung"`, Explain: "Art der Vereinbarung im Nominativ, ohne Artikel."},
					{Key: "unterzeichnet", Kind: Moment, Example: `2022-02-23`, Explain: "Wann unterzeichnet wurde, so genau wie bekannt."},
					{Key: "loest_ab", Kind: Text, Example: `"Gemeinsame Erklärung von 2006"`, Explain: "Welche frühere Vereinbarung abgelöst wird; für das Prüfen, wird nicht gedruckt."},
				},
			}},
			{Key: "gremium", Kind: Many, Explain: "Ein gemeinsames Gremium.", Table: &Table{
				Explain: "Ein Gremium, das die Vereinbarung begleitet.",
				Common:  true,
				Fields: []Field{
					{Key: "name", Kind: Text, Required: true, Example: `"Politischer Lenkungsausschuss"`, Explain: "Name ohne Artikel, wie Begegnungen ihn unter gremium nennen."},
					{Key: "wer", Kind: Text, Example: `"der Politische Lenkungsausschuss"`, Explain: "Name im Nominativ, mit Artikel."},
					{Key: "rhythmus", Kind: Choice, Values: []string{"jährlich", "halbjährlich", "alle zwei Jahre"}, Example: `"jährlich"`, Explain: "Wie oft das Gremium tagen soll."},
					{Key: "tagungsort", Kind: Text, Example: `"im Wechsel in beiden Ländern"`, Explain: "Wo das Gremium tagt, als ganze Wendung."},
				},
			}},
			{Key: "inhalt", Kind: Many, Explain: "Ein Punkt, den die Vereinbarung nennt.", Table: commitmentTable()},
			{Key: "begegnung", Kind: Many, Explain: "Eine Begegnung: Sitzung, Gespräch, Reise …", Table: meetingTable()},
			{Key: "massnahme", Kind: Many, Explain: "Eine Maßnahme: Vorhaben, Veranstaltung, Programm, ständiger Austausch …", Table: measureTable()},
			{Key: "planung", Kind: Many, Explain: "Etwas Beabsichtigtes mit seinem Zeitraum.", Table: planTable()},
			{Key: "fehlanzeige", Kind: Many, Explain: "Die Mitteilung eines Ressorts, dass nichts zu berichten ist.", Table: &Table{
				Explain: "Eine Fehlanzeige zu einer der sechs Fragen.",
				Common:  true,
				Version: []string{"ab"},
				Fields: []Field{
					{Key: "frage", Kind: Choice, Required: true, Example: `"offen"`,
						Values:  []string{string(QAgreed), string(QDone), string(QOpen), string(QPlanned), string(QMeeting), string(QResults)},
						Explain: "Frage, zu der nichts zu berichten ist."},
					{Key: "ab", Kind: Moment, Required: true, Example: `2023-10-31`, Explain: "Von wann an die Fehlanzeige gilt."},
					{Key: "ressort", Kind: Text, Required: true, Ref: RefMinistry, Example: `"MSB"`, Explain: "Ressort, das sie mitgeteilt hat."},
				},
			}},
			{Key: "text", Kind: Many, Explain: "Freier Text, wo einzelne Felder nicht ausreichen.", Table: passageTable()},
			acceptedField(),
		},
		Rules: []Rule{
			{Kind: AtLeastOne, Keys: []string{"partner"}, When: formal},
			{Kind: AtLeastOne, Keys: []string{"vereinbarung"}, When: formal},
			{Kind: Barred, When: &Condition{Key: "typ", Value: string(MainCooperation)},
				Keys: []string{"gruppe", "vereinbarung", "gremium", "inhalt", "begegnung", "massnahme", "planung", "fehlanzeige", "text", "satz"},
				Why:  "Ein Hauptkooperationspartner hat keinen eigenen Abschnitt im Bericht."},
		},
	}
}

func commitmentTable() *Table {
	return &Table{
		Explain: "Ein Punkt der Vereinbarung; nur, was sie selbst oder eine amtliche Quelle nennt.",
		Common:  true,
		Version: []string{"kennung"}, // its stand holds what changes
		Fields: []Field{
			{Key: "vereinbart", Kind: Markdown, Required: true, Example: `"Beide Seiten haben vereinbart, einen Lenkungsausschuss zu bilden."`, Explain: "Was vereinbart wurde, in ganzen Sätzen („Beide Seiten haben vereinbart, …“)."},
			{Key: "zustaendig", Kind: List, Ref: RefMinistry, Example: `["StK", "MSB"]`, Explain: "Zuständige Ressorts mit ihren Abkürzungen; für das Prüfen, wird nicht gedruckt."},
			{Key: "stand", Kind: Many, Explain: "Was aus dem Punkt geworden ist; es gilt der jüngste Eintrag, dessen ab nicht nach dem Stichtag liegt.", Table: &Table{
				Explain: "Stand der Umsetzung eines Punktes von einem Tag an; mindestens eines der vier Felder.",
				Common:  true,
				Version: []string{"ab"},
				Fields: []Field{
					{Key: "ab", Kind: Moment, Required: true, Example: `2023-03-21`, Explain: "Von wann an dieser Stand gilt."},
					{Key: "umgesetzt", Kind: Markdown, Example: `"Der Ausschuss ist eingesetzt."`, Explain: "Was umgesetzt ist, in ganzen Sätzen."},
					{Key: "laeuft", Kind: Markdown, Example: `"Der Maßnahmenplan wird gemeinsam umgesetzt."`, Explain: "Was gerade umgesetzt wird, in ganzen Sätzen, die für sich verständlich sind."},
					{Key: "offen", Kind: Markdown, Example: `"Die zweite Sitzung steht noch aus."`, Explain: "Was noch umzusetzen ist, in ganzen Sätzen, die für sich verständlich sind."},
					{Key: "entfallen", Kind: Markdown, Example: `"Das Vorhaben wird nicht weiterverfolgt."`, Explain: "Was entfallen ist, in ganzen Sätzen."},
				},
				Rules: []Rule{{Kind: AtLeastOne, Keys: []string{"umgesetzt", "laeuft", "offen", "entfallen"}}},
			}},
		},
	}
}

func personTable() *Table {
	return &Table{
		Explain: "Eine teilnehmende Person: entweder name und amt oder, ungenannt, wer und mit.",
		Fields: []Field{
			{Key: "name", Kind: Text, Example: `"Nathanael Liminski"`, Explain: "Name der Person."},
			{Key: "amt", Kind: Text, Example: `"Europaminister"`, Explain: "Amt im Nominativ, ohne Artikel."},
			{Key: "wer", Kind: Text, Example: `"der Staatssekretär für Europa"`, Explain: "Statt des Namens: wer teilnahm, im Nominativ mit Artikel."},
			{Key: "mit", Kind: Text, Example: `"dem diplomatischen Vertreter Ostbelgiens"`, Explain: "Dasselbe im Dativ mit Artikel, wie es nach „mit“ steht; bei wer immer nötig."},
			{Key: "rolle", Kind: Choice, Values: []string{"Vorsitz", "Teilnahme", "Begleitung"}, Example: `"Vorsitz"`, Explain: "Rolle bei der Begegnung."},
			{Key: "mehrzahl", Kind: Flag, Example: `true`, Explain: "Was unter wer steht, meint mehrere."},
		},
		Rules: []Rule{
			{Kind: AtLeastOne, Keys: []string{"name", "wer"}},
			{Kind: AtMostOne, Keys: []string{"name", "wer"}},
			{Kind: Needed, Keys: []string{"mit", "wer"}},
		},
	}
}

// whenRules are the rules for a date that may also be a beginning and an end.
func whenRules() []Rule {
	return []Rule{
		{Kind: AtMostOne, Keys: []string{"datum", "seit"}},
		{Kind: AtMostOne, Keys: []string{"datum", "bis"}},
		{Kind: InOrder, Keys: []string{"seit", "bis"}},
		{Kind: AtMostOne, Keys: []string{"ort", "wo"}},
	}
}

func meetingTable() *Table {
	return &Table{
		Explain: "Eine Begegnung mit dem Partner.",
		Common:  true,
		Fields: []Field{
			{Key: "datum", Kind: Moment, Example: `"2023-10-18/2023-10-19"`, Explain: "Wann sie stattfindet, so genau wie bekannt."},
			{Key: "seit", Kind: Moment, Example: `"2021"`, Explain: "Statt datum, bei ständigem Austausch: seit wann."},
			{Key: "bis", Kind: Moment, Example: `"2024"`, Explain: "Bei ständigem Austausch: bis wann."},
			{Key: "art", Kind: Choice, Required: true, Values: slices.Clone(MeetingKinds), Example: `"Sitzung"`, Explain: "Art der Begegnung."},
			{Key: "name", Kind: Text, Example: `"Summit of Cities and Regions"`, Explain: "Eigenname einer Konferenz, eines Gipfels oder einer Veranstaltung, ohne Artikel."},
			{Key: "gremium", Kind: Text, Ref: RefCommittee, Example: `"Politischer Lenkungsausschuss"`, Explain: "Welches Gremium tagte: der Name eines [[gremium]] dieser Datei."},
			{Key: "nummer", Kind: Number, Example: `1`, Explain: "Wievielte Sitzung des Gremiums."},
			{Key: "anzahl", Kind: Amount, Example: `"mehrere"`, Explain: "Wie viele Begegnungen dieser Eintrag zusammenfasst."},
			{Key: "ort", Kind: Text, Example: `"Düsseldorf"`, Explain: "Ort, vor dem „in“ steht (bei einer Reise „nach“); eine Reise braucht ort oder wo."},
			{Key: "wo", Kind: Text, Example: `"in der Ukraine"`, Explain: "Statt ort: die ganze Wendung (bei einer Reise „in die Ukraine“)."},
			{Key: "anlass", Kind: Text, Example: `"anlässlich des Frankreichfests"`, Explain: "Anlass als ganze Wendung mit ihrer Präposition."},
			{Key: "nrw", Kind: Many, Explain: "Wer auf der Seite Nordrhein-Westfalens teilnahm.", Table: personTable()},
			{Key: "gegenueber", Kind: Many, Explain: "Wer auf der Seite des Partners teilnahm.", Table: personTable()},
			{Key: "themen", Kind: List, Example: `["Jugendaustausch", "Wasserstoff"]`, Explain: "Themen als Hauptwörter im Nominativ; ein einzelnes in der Einzahl."},
			{Key: "ergebnisse", Kind: List, Example: `["Der Ausschuss verabschiedete einen Maßnahmenplan."]`, Explain: "Ergebnisse: ganze Sätze mit Punkt oder Hauptwörter im Nominativ ohne Punkt."},
			{Key: "text", Kind: Markdown, Example: `"Die Gespräche werden fortgesetzt."`, Explain: "Weitere ganze Sätze."},
		},
		Rules: append(whenRules(),
			Rule{Kind: AtLeastOne, Keys: []string{"datum", "seit"}},
			Rule{Kind: AtLeastOne, Keys: []string{"ort", "wo"}, When: &Condition{Key: "art", Value: "Reise"}}),
	}
}

func measureTable() *Table {
	return &Table{
		Explain: "Eine Maßnahme, mit der die Vereinbarung umgesetzt wird.",
		Common:  true,
		Fields: []Field{
			{Key: "name", Kind: Text, Example: `"der 21. Jugendgipfel"`, Explain: "Name im Nominativ, mit Artikel, wo die Sprache ihn verlangt."},
			{Key: "art", Kind: Choice, Required: true, Values: slices.Clone(MeasureKinds), Example: `"Veranstaltung"`, Explain: "Art der Maßnahme."},
			{Key: "mehrzahl", Kind: Flag, Example: `true`, Explain: "Der Name ist eine Mehrzahl."},
			{Key: "reihe", Kind: Text, Example: `"Regionales Weimarer Dreieck"`, Explain: "Wozu die Maßnahme gehört; für das Prüfen, wird nicht gedruckt."},
			{Key: "thema", Kind: Text, Example: `"Kreislaufwirtschaft"`, Explain: "Thema, wird in Anführungszeichen gedruckt."},
			{Key: "bereiche", Kind: List, Example: `["Wissenschaft", "Kultur"]`, Explain: "Fachgebiete als Hauptwörter im Nominativ; ein einzelnes in der Einzahl."},
			{Key: "datum", Kind: Moment, Example: `"Sommer 2023"`, Explain: "Wann sie stattfindet, so genau wie bekannt."},
			{Key: "seit", Kind: Moment, Example: `"2021"`, Explain: "Statt datum: seit wann sie läuft."},
			{Key: "bis", Kind: Moment, Example: `"2024"`, Explain: "Bis wann sie läuft."},
			{Key: "anzahl", Kind: Amount, Example: `3`, Explain: "Wie viele Durchgänge dieser Eintrag zusammenfasst."},
			{Key: "ort", Kind: Text, Example: `"Lille"`, Explain: "Ort, vor dem „in“ steht."},
			{Key: "wo", Kind: Text, Example: `"im Landtag"`, Explain: "Statt ort: die ganze Wendung."},
			{Key: "anlass", Kind: Text, Example: `"zum Europatag"`, Explain: "Anlass als ganze Wendung mit ihrer Präposition."},
			{Key: "traeger", Kind: List, Example: `["das Deutsch-Französische Jugendwerk"]`, Explain: "Wer die Maßnahme trägt, im Nominativ."},
			{Key: "nrw", Kind: Many, Explain: "Wer auf der Seite Nordrhein-Westfalens teilnahm.", Table: personTable()},
			{Key: "gegenueber", Kind: Many, Explain: "Wer auf der Seite des Partners teilnahm.", Table: personTable()},
			{Key: "zustaendig", Kind: List, Ref: RefMinistry, Example: `["MKJFGFI"]`, Explain: "Zuständige Ressorts mit ihren Abkürzungen; für das Prüfen, wird nicht gedruckt."},
			{Key: "inhalt", Kind: Text, Ref: RefCommitment, Example: `"lenkungsausschuss"`, Explain: "Kennung des [[inhalt]], den die Maßnahme umsetzt."},
			{Key: "text", Kind: Markdown, Example: `"Rund 60 Jugendliche nehmen teil."`, Explain: "Weitere ganze Sätze."},
		},
		Rules: append(whenRules(),
			Rule{Kind: Needed, Keys: []string{"name", "datum", "seit", "bis"}}, // what is said where the day passes without news
			Rule{Kind: AtLeastOne, Keys: []string{"name", "satz", "text"}}),
	}
}

func planTable() *Table {
	return &Table{
		Explain: "Etwas Beabsichtigtes; ob es überfällig ist, rechnet das Programm aus.",
		Common:  true,
		Fields: []Field{
			{Key: "was", Kind: Text, Required: true, Example: `"die zweite Sitzung des Lenkungsausschusses"`, Explain: "Was geplant ist, im Nominativ mit Artikel."},
			{Key: "mehrzahl", Kind: Flag, Example: `true`, Explain: "Was unter was steht, ist eine Mehrzahl."},
			{Key: "stand", Kind: Day, Required: true, Example: `2023-10-31`, Explain: "Seit wann das Haus dies so ankündigt."},
			{Key: "termin", Kind: Moment, Example: `"Frühjahr 2024"`, Explain: "Wann es stattfinden soll, so genau wie bekannt."},
			{Key: "bis", Kind: Moment, Example: `"2024"`, Explain: "Statt termin: bis wann es geschehen soll."},
			{Key: "erledigt", Kind: Moment, Example: `2024-04-12`, Explain: "Wann es erledigt war."},
			{Key: "entfallen", Kind: Moment, Example: `"2024-02"`, Explain: "Wann die Absicht aufgegeben wurde."},
			{Key: "inhalt", Kind: Text, Ref: RefCommitment, Example: `"lenkungsausschuss"`, Explain: "Kennung des [[inhalt]], dem der Plan dient."},
			{Key: "text", Kind: Markdown, Example: `"Die Einladung liegt vor."`, Explain: "Weitere ganze Sätze."},
		},
		Rules: []Rule{
			{Kind: AtLeastOne, Keys: []string{"termin", "bis", "erledigt", "entfallen"}},
			{Kind: AtMostOne, Keys: []string{"termin", "bis"}},
			{Kind: AtMostOne, Keys: []string{"erledigt", "entfallen"}},
		},
	}
}
