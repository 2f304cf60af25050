package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/hyphen"
	"umsetzungsstand/internal/markdown"
)

// whole are words that the tests must not see divided by the patterns.
var whole = []string{"Donaudampf", "Donaudampfer", "Regierungskonsultation", "regionen", "zweidrei"}

// linesOf breaks runs at a measure, given as text that just fits.
func linesOf(runs []markdown.Run, measure string) []string {
	s := &setter{Style: DefaultStyle(), doc: &markdown.Document{}, words: hyphen.New(nil, whole)}
	f := s.Body
	if !s.read(runs, f, 0) {
		return nil
	}
	s.divide(s.measure(measure, f), f)
	var lines []string
	for _, l := range s.lines {
		frags := s.place(l, 0, 0)
		var b strings.Builder
		for i, f := range s.frags[frags.lo:frags.hi] {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(f.Text)
		}
		lines = append(lines, b.String())
	}
	return lines
}

// A line's end is shown by the text's own space, or by none; a bar is a change
// of style.
func TestBreak(t *testing.T) {
	text := func(s string) []markdown.Run { return []markdown.Run{{Text: s}} }
	tests := []struct {
		name    string
		runs    []markdown.Run
		measure string
		want    []string
	}{
		{"at spaces", text("eins zwei drei"), "eins zwei", []string{"eins zwei ", "drei"}},
		{"spaces and line breaks are one space", text(" eins \n\t zwei  drei "), "eins zwei", []string{"eins zwei ", "drei"}},
		{"not at U+00A0", text("am 18.\u00a0Oktober"), "am 18. Oktobe", []string{"am ", "18.\u00a0Oktober"}},
		{"after a hyphen in a word", text("in Hauts-de-France"), "in Hauts-de-F", []string{"in Hauts-de-", "France"}},
		{"not after one letter", text("die E-Mail"), "die E-Ma", []string{"die ", "E-Mail"}},
		{"not after a leading hyphen", text("und -regionen"), "und -regione", []string{"und ", "-regionen"}},
		{"not after U+2011", text("am Nord\u2011Süd"), "am Nord-S", []string{"am ", "Nord\u2011Süd"}},
		{"not between figures", text("Az 123-456"), "Az 123-4", []string{"Az ", "123-456"}},
		{"after a dash", text("Köln–Bonn"), "Köln–Bo", []string{"Köln–", "Bonn"}},
		{"not after a dash between figures", text("um 2021–2023"), "um 2021–20", []string{"um ", "2021–2023"}},
		{"never before a dash of thought", text("eins zwei – drei"), "eins zwei", []string{"eins ", "zwei – ", "drei"}},
		{"at U+00AD with a hyphen", text("ein Donau\u00addampf\u00adschiff"), "ein Donaudamp", []string{"ein Donau\u00ad", "dampfschiff"}},
		{"the hyphen needs room too", text("ein Donau\u00addampf"), "ein Donau", []string{"ein ", "Donau\u00ad", "dampf"}},
		{"U+00AD is not seen within a line", text("Donau\u00addampf"), "Donaudampf", []string{"Donaudampf"}},
		{"U+00AD between styles", []markdown.Run{{Text: "Donau", Bold: true}, {Text: "\u00addampf"}}, "Donaud", []string{"Donau\u00ad", "dampf"}},
		{"not at U+200B", text("eins\u200bzwei"), "einszwei", []string{"einszwei"}},
		{"a word wider than the line", text("am Donaudampfer"), "Donauda", []string{"am ", "Donaud\u00ad", "ampfer"}},
		{"three letters stand before a hyphen and after it", text("Regierungskonsultation"), "Regierungskonsultatio", []string{"Regierungskonsultat\u00ad", "ion"}},
		{"fewer where there is no room for them", text("mmmmm"), "mm-", []string{"mm\u00ad", "mm\u00ad", "m"}},
		{"no hyphen where there is no room for it", text("mmm"), "m", []string{"m", "m", "m"}},
		{"no hyphen after a figure", text("12345678"), "12345", []string{"12345", "678"}},
		{"no hyphen in an address", text("https://www.landtag.nrw"), "https://www.land", []string{"https://www.land", "tag.nrw"}},
		{"a hyphen before a comma is put further on", text("Donaudampf,"), "Donaudampf", []string{"Donauda\u00ad", "mpf,"}},
		{"a word in two styles", []markdown.Run{{Text: "Donau"}, {Text: "dampfer", Bold: true}}, "Donau-", []string{"Donau\u00ad", "damp\u00ad", "fer"}},
		{"a word that ends with a permitted division", text("Donaudampf\u00adschiff"), "Donaudamp", []string{"Donauda\u00ad", "mpfschiff"}},
		{"hard breaks", []markdown.Run{{Text: "eins"}, {Break: true}, {Text: "zwei"}}, "eins zwei", []string{"eins ", "zwei"}},
		{"hard breaks that break nothing", []markdown.Run{{Break: true}, {Text: "eins "}, {Break: true}, {Break: true}, {Text: " zwei"}, {Break: true}}, "eins zwei", []string{"eins ", "zwei"}},
		{"styles", []markdown.Run{{Text: "eins "}, {Text: "zwei", Bold: true}, {Text: ", drei"}}, "eins zwei, d", []string{"eins |zwei|, ", "drei"}},
		{"no break where only the style changes", []markdown.Run{{Text: "a zwei"}, {Text: "drei", Italic: true}}, "a zweidr", []string{"a ", "zwei|drei"}},
		{"an abbreviation stays whole", []markdown.Run{{Text: "das "}, {Text: "MSB NRW-Land", Long: "…"}}, "das MSB NRW-Lan", []string{"das ", "MSB NRW-Land"}},
		{"unless no line can hold it", []markdown.Run{{Text: "MSB NRW", Long: "…"}}, "MSB N", []string{"MSB ", "NRW"}},
		{"nothing", []markdown.Run{{Text: " "}, {Break: true}, {Text: "\u200b\u00ad"}}, "eins", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := linesOf(tt.runs, tt.measure)
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("\n got %q\nwant %q", got, tt.want)
			}
		})
	}
}

// Headings do not end with a single word below a full line, and do not divide
// words.
func TestBalance(t *testing.T) {
	st := DefaultStyle()
	for _, tt := range []struct {
		format Format
		text   string
		want   []string
	}{
		{st.H1, "Aktueller Umsetzungsstand der Vereinbarungen NRWs mit ausländischen Staaten",
			[]string{"Aktueller Umsetzungsstand ", "der Vereinbarungen NRWs ", "mit ausländischen Staaten"}},
		{st.H1, "Zusammenarbeit zwischen dem Land Nordrhein-West\u00adfalen und Schlesien",
			[]string{"Zusammenarbeit zwischen dem Land ", "Nordrhein-Westfalen und Schlesien"}},
		{st.Agreement, "Gemeinsame Absichtserklärung über die weitere Zusammenarbeit zwischen der Regierung der Republik Ghana und der Landesregierung Nordrhein-Westfalen",
			[]string{"Gemeinsame Absichtserklärung über die weitere Zusammenarbeit zwischen der ", "Regierung der Republik Ghana und der Landesregierung Nordrhein-Westfalen"}},
	} {
		s := &setter{Style: st, words: hyphen.New(nil, nil)}
		s.read([]markdown.Run{{Text: tt.text}}, tt.format, 0)
		s.divide(s.Right-s.Hang, tt.format)
		var got []string
		for _, l := range s.lines {
			got = append(got, s.frags[s.place(l, 0, 0).lo].Text)
		}
		if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
			t.Errorf("\n got %q\nwant %q", got, tt.want)
		}
	}
}

// The expansion of an abbreviation is read once, even where it is divided or
// its words are fragments of their own; so is the language of a phrase.
func TestSpans(t *testing.T) {
	s := &setter{Style: DefaultStyle(), words: hyphen.New(nil, nil)}
	s.element(Element{Role: RoleP, Parent: -1})
	s.read([]markdown.Run{
		{Text: "MSB NRW", Long: "Ministerium"}, {Text: " und "},
		{Text: "les ", Lang: "fr"}, {Text: "arts", Lang: "fr", Bold: true},
		{Text: " et ", Lang: "fr", Link: 1, Href: "https://a.example"}, {Text: "métiers", Link: 1, Href: "https://a.example"},
		{Text: "gut", Long: "besser"}, {Text: " "}, {Text: "a ", Long: "l"}, {Text: "b ", Long: "l", Lang: "fr"}, {Text: "c", Long: "l"},
		{Break: true}, {Text: " ", Lang: "en"},
	}, s.Body, 0)
	for i := range s.text.boxes { // each box as a line of its own
		s.place(line{i, i + 1}, 0, 0)
	}
	var got []string
	for _, f := range s.frags {
		got = append(got, fmt.Sprintf("%s%d", f.Text, f.Owner))
	}
	for i, e := range s.layout.Elements {
		got = append(got, fmt.Sprintf("%d=%s %d %s%s%s", i, e.Role, e.Parent, e.Href, e.Lang, e.Long))
	}
	want := "MSB 1|NRW1| 0|und 0|les 2|arts2| 4|et 4|métiers3|gut5| 0|a 6|b 7|c6|" +
		"0=P -1 |1=Span 0 Ministerium|2=Span 0 fr|3=Link 0 https://a.example|4=Span 3 fr|5=Span 0 besser|6=Span 0 l|7=Span 6 fr"
	if g := strings.Join(got, "|"); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}
