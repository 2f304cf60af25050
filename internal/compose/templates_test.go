package compose

import (
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/templates"
)

// filled runs one of the ministry's templates and returns its Markdown, with
// no-break spaces as tildes.
func filled(t *testing.T, name string, data any) string {
	t.Helper()
	root, findings := load(templates.FS)
	if findings.Failed() {
		t.Fatal(findings)
	}
	var b strings.Builder
	if err := root.ExecuteTemplate(&b, name, data); err != nil {
		t.Fatal(err)
	}
	md, _ := assembled(&record.Words{}, b.String())
	return strings.ReplaceAll(strings.TrimSuffix(md, "\n"), "\u00a0", "~")
}

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := date.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return Date{d: d}
}

func named(name, office string) Person {
	who := text(name+" ("+office+")", 0)
	return Person{Named: true, who: who, with: who}
}

func unnamed(who, with string) Person { return Person{who: text(who, 0), with: text(with, 0)} }

func role(r string, p Person) Person { p.role = r; return p }

func several(p Person) Person { p.many = true; return p }

func words(list ...string) []Text {
	var t []Text
	for _, s := range list {
		t = append(t, text(s, 0))
	}
	return t
}

func TestMeetings(t *testing.T) {
	liminski := named("Nathanael Liminski", "Europaminister")
	decoster := named("François Decoster", "Vizepräsident der Region Hauts-de-France")
	gallard := named("Gallard", "britische Botschafterin in Deutschland")
	secretary := unnamed("der Staatssekretär", "dem Staatssekretär")
	minister := unnamed("die Ministerin", "der Ministerin")
	experts := several(unnamed("Fachleute aus Schlesien", "Fachleuten aus Schlesien"))
	committee := &Committee{Name: text("Politischer Lenkungsausschuss", 0), Who: text("der Politische Lenkungsausschuss", 0)}
	for _, tt := range []struct {
		name string
		m    Meeting
		want string
	}{
		{"sitting with two chairs and guests", Meeting{kind: "Sitzung", When: day(t, "2023-03-21"), Place: text("Düsseldorf", 0), Committee: committee, Session: 1,
			Ours: People{role("Vorsitz", liminski), role("Teilnahme", secretary)}, Theirs: People{role("Vorsitz", gallard)}},
			"Zuletzt tagte der Politische Lenkungsausschuss am 21.~März 2023 in Düsseldorf unter dem Vorsitz von Nathanael Liminski (Europaminister) und Gallard (britische Botschafterin in Deutschland). Es war die erste Sitzung. Außerdem nahm der Staatssekretär teil."},
		{"sitting of nobody in particular, known by its year", Meeting{kind: "Sitzung", Turn: 1, When: day(t, "2022"), Committee: committee},
			"Im Jahr 2022 tagte der Politische Lenkungsausschuss."},
		{"sitting under an unnamed chair", Meeting{kind: "Sitzung", When: day(t, "2022"), Committee: committee, Ours: People{role("Vorsitz", secretary)}},
			"Zuletzt tagte der Politische Lenkungsausschuss im Jahr 2022. Den Vorsitz führte der Staatssekretär."},
		{"talk, last", Meeting{kind: "Gespräch", When: day(t, "2023-06-30"), Place: text("Düsseldorf", 0), Occasion: text("anlässlich des Frankreichfests", 0), Ours: People{liminski}, Theirs: People{decoster}},
			"Zuletzt sprach Nathanael Liminski (Europaminister) am 30.~Juni 2023 anlässlich des Frankreichfests in Düsseldorf mit François Decoster (Vizepräsident der Region Hauts-de-France)."},
		{"talk, second", Meeting{kind: "Gespräch", Turn: 1, When: day(t, "2023-03-27"), Ours: People{liminski, minister}, Theirs: People{decoster}},
			"Am 27.~März 2023 sprachen Nathanael Liminski (Europaminister) und die Ministerin mit François Decoster (Vizepräsident der Region Hauts-de-France)."},
		{"talk, third, feminine and unnamed", Meeting{kind: "Gespräch", Turn: 2, When: day(t, "2022-10"), Ours: People{minister}, Theirs: People{secretary}},
			"Die Ministerin sprach im Oktober 2022 mit dem Staatssekretär."},
		{"several talks in a year", Meeting{kind: "Gespräch", When: day(t, "2023"), Count: Count(record.Several), Ours: People{secretary}, Theirs: People{minister}},
			"Im Jahr 2023 sprach der Staatssekretär mehrmals mit der Ministerin."},
		{"talk with a plural", Meeting{kind: "Gespräch", When: day(t, "2023"), Ours: People{several(unnamed("Fachleute des Landes", "Fachleuten des Landes"))}, Theirs: People{experts}},
			"Zuletzt sprachen Fachleute des Landes im Jahr 2023 mit Fachleuten aus Schlesien."},
		{"talk without our side", Meeting{kind: "Gespräch", When: day(t, "2023-01-02"), Theirs: People{minister}},
			"Zuletzt fand am 2.~Januar 2023 ein Gespräch mit der Ministerin statt."},
		{"several talks without anybody", Meeting{kind: "Gespräch", When: day(t, "2023"), Count: 3},
			"Im Jahr 2023 fanden drei Gespräche statt."},
		{"meeting in a place with a phrase", Meeting{kind: "Treffen", When: day(t, "2023-04"), Where: text("in der Ukraine", 0), Ours: People{liminski}, Theirs: People{decoster}},
			"Zuletzt traf Nathanael Liminski (Europaminister) im April 2023 in der Ukraine François Decoster (Vizepräsident der Region Hauts-de-France)."},
		{"working meeting", Meeting{kind: "Arbeitstreffen", Turn: 1, When: day(t, "2023-04"), Ours: People{liminski, secretary}, Theirs: People{decoster}},
			"Im April 2023 kamen Nathanael Liminski (Europaminister) und der Staatssekretär mit François Decoster (Vizepräsident der Region Hauts-de-France) zu einem Arbeitstreffen zusammen."},
		{"journey with escort and programme", Meeting{kind: "Reise", When: day(t, "2022-02"), Place: text("Belgien", 0), Ours: People{unnamed("der Ministerpräsident", "dem Ministerpräsidenten"), role("Begleitung", secretary)},
			Theirs: People{minister, decoster}, Topics: words("Wissenschaft", "Umwelt", "Verkehr")},
			"Zuletzt reiste der Ministerpräsident, begleitet vom Staatssekretär, im Februar 2022 nach Belgien und sprach dort mit der Ministerin und François Decoster (Vizepräsident der Region Hauts-de-France). Themen waren Wissenschaft, Umwelt und Verkehr."},
		{"journey of several days", Meeting{kind: "Reise", Turn: 1, When: day(t, "2023-10-18/2023-10-19"), Place: text("Ungarn", 0), Ours: People{liminski}, Theirs: People{minister}},
			"Am 18. und 19.~Oktober 2023 reiste Nathanael Liminski (Europaminister) nach Ungarn und sprach dort mit der Ministerin."},
		{"visit", Meeting{kind: "Besuch", When: day(t, "2022-10"), Theirs: People{named("Neil Weaver", "Wirtschaftsminister")}},
			"Zuletzt war Neil Weaver (Wirtschaftsminister) im Oktober 2022 in Nordrhein-Westfalen zu Gast."},
		{"reception with a guest of ours", Meeting{kind: "Empfang", When: day(t, "2023-06-23"), Place: text("Düsseldorf", 0), Ours: People{named("Hendrik Wüst", "Ministerpräsident"), role("Teilnahme", liminski)}, Theirs: People{named("Alberto Cirio", "Präsident der Region Piemont")}},
			"Zuletzt empfing Hendrik Wüst (Ministerpräsident) am 23.~Juni 2023 Alberto Cirio (Präsident der Region Piemont) in Düsseldorf. An dem Empfang nahm auch Nathanael Liminski (Europaminister) teil."},
		{"conference", Meeting{kind: "Konferenz", When: day(t, "2023-04"), Name: text("Summit of Cities and Regions", 0), Place: text("Kiew", 0), Ours: People{liminski}, Theirs: People{decoster}},
			"Zuletzt nahm Nathanael Liminski (Europaminister) im April 2023 in Kiew gemeinsam mit François Decoster (Vizepräsident der Region Hauts-de-France) an der Konferenz „Summit of Cities and Regions“ teil."},
		{"summit", Meeting{kind: "Gipfel", Turn: 1, When: day(t, "2022-11-28"), Name: text("Benelux-Gipfel", 0), Ours: People{unnamed("der Ministerpräsident", "dem Ministerpräsidenten")}},
			"Am 28.~November 2022 nahm der Ministerpräsident am Benelux-Gipfel teil."},
		{"one result", Meeting{kind: "Gespräch", Turn: 1, When: day(t, "2023"), Ours: People{liminski}, Theirs: People{minister}, Results: words("Beide Seiten vereinbarten ein Programm.")},
			"Im Jahr 2023 sprach Nathanael Liminski (Europaminister) mit der Ministerin. Beide Seiten vereinbarten ein Programm."},
		{"one result, not a sentence", Meeting{kind: "Gespräch", Turn: 1, When: day(t, "2023"), Ours: People{liminski}, Theirs: People{minister}, Results: words("ein Programm", "eine Erklärung")},
			"Im Jahr 2023 sprach Nathanael Liminski (Europaminister) mit der Ministerin. Ergebnisse waren ein Programm und eine Erklärung."},
		{"many results", Meeting{kind: "Gespräch", Turn: 1, When: day(t, "2023"), Ours: People{liminski}, Theirs: People{minister}, Results: words("ein Programm", "eine Erklärung", "ein Fonds")},
			"Im Jahr 2023 sprach Nathanael Liminski (Europaminister) mit der Ministerin. Das Gespräch brachte folgende Ergebnisse:\n\n- ein Programm\n- eine Erklärung\n- ein Fonds"},
		{"results, half of them sentences", Meeting{kind: "Reise", Turn: 1, When: day(t, "2023"), Place: text("Gent", 0), Ours: People{minister}, Results: words("Man beschloss einen Plan.", "ein Bericht")},
			"Im Jahr 2023 reiste die Ministerin nach Gent. Die Reise brachte folgende Ergebnisse:\n\n- Man beschloss einen Plan.\n- ein Bericht"},
		{"last meeting before something later", Meeting{kind: "Gespräch", Late: true, When: day(t, "2023-07-27"), Ours: People{minister}, Theirs: People{experts}},
			"Die letzte Begegnung fand am 27.~Juli 2023 statt: Die Ministerin sprach mit Fachleuten aus Schlesien."},
		{"their escort joins them", Meeting{kind: "Gespräch", When: day(t, "2023-09"), Ours: People{liminski}, Theirs: People{named("XU Kunlin", "Gouverneur"), role("Begleitung", unnamed("eine Delegation", "einer Delegation"))}},
			"Zuletzt sprach Nathanael Liminski (Europaminister) im September 2023 mit XU Kunlin (Gouverneur) und einer Delegation."},
		{"standing exchange", Meeting{kind: "Gespräch", Turn: 1, Running: true, When: day(t, "2021/.."), Ours: People{minister}, Theirs: People{experts}},
			"Seit 2021 steht die Ministerin mit Fachleuten aus Schlesien im Gespräch."},
		{"standing committee", Meeting{kind: "Sitzung", Turn: 1, Running: true, When: day(t, "2021/.."), Committee: committee, Place: text("Gent", 0)},
			"Seit 2021 tagt der Politische Lenkungsausschuss in Gent."},
		{"consultation with a chair and without a committee", Meeting{kind: "Regierungskonsultation", When: day(t, "2023-05"), Place: text("Gent", 0), Ours: People{role("Vorsitz", liminski), role("Begleitung", secretary)}, Theirs: People{minister}},
			"Zuletzt fand im Mai 2023 in Gent eine Regierungskonsultation mit der Ministerin statt. Den Vorsitz führte Nathanael Liminski (Europaminister). Daran nahm der Staatssekretär teil."},
		{"visit of an escort alone", Meeting{kind: "Besuch", When: day(t, "2023-05"), Theirs: People{role("Begleitung", minister)}},
			"Zuletzt gab es im Mai 2023 einen Besuch mit der Ministerin."},
		{"a sentence of its own", Meeting{kind: "Gespräch", Sentence: text("Ein Satz.", 0), When: day(t, "2023"), Ours: People{liminski}, Results: words("Ein Ergebnis liegt vor.")},
			"Ein Satz. Ein Ergebnis liegt vor."},
	} {
		if got := filled(t, "begegnung.tmpl", tt.m); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestMeetingsToCome(t *testing.T) {
	minister := unnamed("die Ministerin", "der Ministerin")
	cirio := named("Alberto Cirio", "Präsident der Region Piemont")
	committee := &Committee{Name: text("Lenkungsausschuss", 0), Who: text("der Lenkungsausschuss", 0)}
	autumn := day(t, "Herbst 2024")
	for _, tt := range []struct {
		name string
		m    Meeting
		want string
	}{
		{"sitting", Meeting{kind: "Sitzung", When: autumn, Committee: committee, Place: text("Düsseldorf", 0)}, "Im Herbst 2024 soll der Lenkungsausschuss in Düsseldorf tagen."},
		{"talk", Meeting{kind: "Gespräch", When: autumn, Ours: People{minister}, Theirs: People{cirio}}, "Im Herbst 2024 soll die Ministerin mit Alberto Cirio (Präsident der Region Piemont) sprechen."},
		{"journey", Meeting{kind: "Reise", When: autumn, Place: text("Gent", 0), Ours: People{minister}, Topics: words("Wasserstoff")}, "Im Herbst 2024 soll die Ministerin nach Gent reisen. Thema soll Wasserstoff sein."},
		{"visit", Meeting{kind: "Besuch", When: autumn, Theirs: People{cirio}}, "Im Herbst 2024 soll Alberto Cirio (Präsident der Region Piemont) in Nordrhein-Westfalen zu Gast sein."},
		{"conference", Meeting{kind: "Konferenz", When: autumn, Name: text("Forum", 0), Ours: People{minister, cirio}}, "Im Herbst 2024 sollen die Ministerin und Alberto Cirio (Präsident der Region Piemont) an der Konferenz „Forum“ teilnehmen."},
		{"several, of nobody", Meeting{kind: "Sitzung", When: day(t, "2025"), Count: 2}, "Für das Jahr 2025 sind zwei Sitzungen vorgesehen."},
		{"lapsed", Meeting{kind: "Reise", When: day(t, "2023-12"), Lapsed: true, Place: text("Gent", 0), Ours: People{minister}, Sentence: text("Die Reise findet statt.", 0)}, "Für Dezember 2023 war eine Reise nach Gent vorgesehen; eine neue Mitteilung dazu liegt nicht vor."},
	} {
		if got := filled(t, "begegnung-geplant", tt.m); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestBare(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"eine Konzertreise", "Konzertreise"},
		{"ein weiterer Gipfel", "weiterer Gipfel"},
		{"die Erneuerung der Erklärung", "Erneuerung der Erklärung"},
		{"der zweite Gipfel", "der zweite Gipfel"},
		{"derselbe", "derselbe"},
		{"die", "die"},
	} {
		if got := unmarked(bare(text(tt.in, 0))); got != tt.want {
			t.Errorf("bare(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestMeasures(t *testing.T) {
	for _, tt := range []struct {
		name string
		m    Measure
		want string
	}{
		{"event that has been", Measure{kind: "Veranstaltung", Name: text("der 21. Jugendgipfel", 0), Topic: text("Energie", 0), When: day(t, "2023-07-23/2023-07-29"), Place: text("Lille", 0), Happened: true},
			"Vom 23. bis 29.~Juli 2023 fand in Lille der 21.~Jugendgipfel mit dem Thema „Energie“ statt."},
		{"second event, plural", Measure{kind: "Veranstaltung", Turn: 1, Name: text("die Gastspiele", 0), Plural: true, When: day(t, "2023"), Happened: true},
			"Die Gastspiele fanden im Jahr 2023 statt."},
		{"event to come", Measure{kind: "Veranstaltung", Name: text("das Festival", 0), When: day(t, "2023-11"), Place: text("Herne", 0), Announced: true},
			"Für November 2023 ist das Festival in Herne vorgesehen."},
		{"exhibition under way", Measure{kind: "Ausstellung", Name: text("die Ausstellung „Melting Pott“", 0), When: day(t, "2023-10-05/2024-03-03"), Place: text("Kattowitz", 0), Running: true},
			"Vom 5.~Oktober 2023 bis 3.~März 2024 ist in Kattowitz die Ausstellung „Melting Pott“ zu sehen."},
		{"undated project", Measure{kind: "Vorhaben", Name: text("der Maßnahmenplan", 0), Running: true, Undated: true, Fields: words("Netzwerke", "Austausch")},
			"Der Maßnahmenplan wird derzeit umgesetzt. Bereiche sind Netzwerke und Austausch."},
		{"programme since a month", Measure{kind: "Programm", Name: text("das Landesprogramm", 0), When: day(t, "2023-03/.."), Running: true, Bodies: words("Arbeit und Leben e. V.")},
			"Seit März 2023 läuft das Landesprogramm. Träger ist Arbeit und Leben e.~V."},
		{"exchange with rounds", Measure{kind: "Austausch", Name: text("der Verwaltungsaustausch", 0), When: day(t, "2021/.."), Running: true, Count: 3},
			"Seit 2021 besteht der Verwaltungsaustausch. Bisher gab es drei Durchgänge."},
		{"support, plural", Measure{kind: "Förderung", Name: text("Projekte der Zivilgesellschaft", 0), Plural: true, Running: true, Undated: true},
			"Gefördert werden Projekte der Zivilgesellschaft."},
		{"announced, with those who are to take part", Measure{kind: "Veranstaltung", Name: text("das Forum", 0), When: day(t, "2024-09-20"), Announced: true, Ours: People{unnamed("die Ministerin", "der Ministerin")}},
			"Für den 20.~September 2024 ist das Forum vorgesehen. Teilnehmen soll die Ministerin."},
		{"announced from a month on", Measure{kind: "Programm", Name: text("Kurse", 0), Plural: true, When: day(t, "2024-09/.."), Announced: true},
			"Ab September 2024 sind Kurse vorgesehen."},
		{"lapsed", Measure{kind: "Veranstaltung", Name: text("das Festival", 0), When: day(t, "2023-11"), Lapsed: true, Sentence: text("Das Festival beginnt.", 0)},
			"Das Festival war für November 2023 vorgesehen; eine neue Mitteilung dazu liegt nicht vor."},
		{"network that has ended", Measure{kind: "Netzwerk", Name: text("das Forum", 0), When: day(t, "2021/2022"), Happened: true},
			"In den Jahren 2021 und 2022 war das Forum aktiv."},
		{"network with an end", Measure{kind: "Netzwerk", Name: text("das Forum", 0), When: day(t, "2021/2025"), Running: true},
			"Von 2021 bis 2025 ist das Forum aktiv."},
		{"undated exhibition", Measure{kind: "Ausstellung", Name: text("die Reihe", 0), Undated: true, Running: true, Place: text("Lille", 0)},
			"Die Reihe ist in Lille zu sehen."},
		{"many fields", Measure{kind: "Vorhaben", Name: text("das Vorhaben", 0), When: day(t, "2022"), Happened: true, Fields: words(strings.Repeat("a", 80), strings.Repeat("b", 80), strings.Repeat("c", 80))},
			"Im Jahr 2022 wurde das Vorhaben umgesetzt. Die Bereiche waren:\n\n- " + strings.Repeat("a", 80) + "\n- " + strings.Repeat("b", 80) + "\n- " + strings.Repeat("c", 80)},
	} {
		if got := filled(t, "massnahme.tmpl", tt.m); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestPlans(t *testing.T) {
	sitting := text("die zweite Sitzung", 0)
	for _, tt := range []struct {
		name string
		p    Plan
		want string
	}{
		{"planned", Plan{What: sitting, When: day(t, "Frühjahr 2024"), Planned: true}, "Die zweite Sitzung ist für Frühjahr 2024 vorgesehen."},
		{"second plan, until", Plan{Turn: 1, What: sitting, By: day(t, "Ende 2024"), Planned: true}, "Bis Ende 2024 ist die zweite Sitzung geplant."},
		{"plural", Plan{What: text("zwei Sitzungen", 0), Plural: true, When: day(t, "2024"), Planned: true}, "Zwei Sitzungen sind für das Jahr 2024 vorgesehen."},
		{"overdue", Plan{What: sitting, When: day(t, "2022"), Overdue: true}, "Die zweite Sitzung war für das Jahr 2022 vorgesehen; eine neue Mitteilung dazu liegt nicht vor."},
		{"overdue, whatever its sentence says", Plan{What: sitting, When: day(t, "2022"), Overdue: true, Sentence: text("Sie kommt bald.", 0)}, "Die zweite Sitzung war für das Jahr 2022 vorgesehen; eine neue Mitteilung dazu liegt nicht vor."},
		{"without a time", Plan{What: sitting, Planned: true, Turn: 1}, "Die zweite Sitzung ist vorgesehen."},
		{"done", Plan{What: sitting, When: day(t, "2022"), DoneOn: day(t, "2022-05-04"), Done: true}, "Die zweite Sitzung ist seit dem 4.~Mai 2022 abgeschlossen."},
		{"dropped", Plan{What: sitting, When: day(t, "2022"), DroppedOn: day(t, "2022-05"), Dropped: true}, "Die zweite Sitzung ist entfallen (Mai 2022)."},
	} {
		if got := filled(t, "planung.tmpl", tt.p); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestPartners(t *testing.T) {
	list := Partners{
		{With: text("Hauts-de-France", 0)},
		{With: text("der Wallonie", 0)},
		{With: text("dem Vereinigten Königreich", 0)},
		{With: text("Ungarn", 0)},
	}
	if got, want := unmarked(list.With()), "Hauts-de-France, der Wallonie, dem Vereinigten Königreich und Ungarn"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
