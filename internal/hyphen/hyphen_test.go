package hyphen

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var lists = struct{ divided, whole []string }{
	divided: []string{"Nord-rhein-West-fa-len", "Dni-pro-pe-trowsk", "Text-er-ken-nung", "NRW.Eu-ro-pa", "A4-For-mat",
		"Ober-haus", "Ha-fen/See", "UNES-CO", "„Brüs-sel“"},
	whole: []string{"Liminski", "KI.NRW", "Hauts-de-France", "Oberhaus", "Bel-Etage", "Rot/Weiß"},
}

func TestPoints(t *testing.T) {
	d := New(lists.divided, lists.whole)
	for _, tt := range []struct {
		want        string
		left, right int
	}{
		// Punctuation around the word
		{"„Re|gie|rungs|kom|mis|si|on“,", 2, 2},
		{"(Zu|sam|men|ar|beit,", 2, 2},
		{"Satz|en|de.", 2, 2},
		{"Wirt|schafts-", 2, 2},
		{"-kon|fe|renz", 2, 2},
		{"’Kon|fe|renz’", 2, 2},
		{"", 2, 2},
		{"–", 2, 2},
		{"Kon|fe|renz...und", 2, 2},

		// Minimums, counted in letters
		{"Re|gie|rungs|kom|mis|si|on“", 2, 2},
		{"Regie|rungs|kom|mis|sion“", 3, 3},
		{"Regierungs|kom|mission", 6, 6},
		{"Regierungskommission", 50, 50},
		{"Über|ar|bei|tung", 2, 2},
		{"Über|ar|bei|tung", 4, 4},
		{"Abend", 1, 1},
		{"Abend", -1, -1},
		{"Oper", 0, 0},

		// Parts
		{"Be|ne|lux-Uni|on", 2, 2},
		{"Be|ne|lux\u2011Uni|on", 2, 2},
		{"Be|ne|lux\u2010Uni|on", 2, 2},
		{"Benelux-Union", 4, 4},
		{"Part|ner*in|nen", 2, 2},
		{"Bel|gi|en/Nie|der|lan|de", 2, 2},
		{"Düs|sel|dorf–Lil|le", 2, 2},
		{"(Bun|des-)Re|gie|rung", 2, 2},
		{"D’Al|le|ma|gne", 2, 2},

		// Capitals, digits, addresses
		{"MWIKE", 2, 2},
		{"NRWs", 2, 2},
		{"LANDESREGIERUNG", 2, 2},
		{"STRAẞE", 2, 2},
		{"eTwinning", 2, 2},
		{"GmbH", 2, 2},
		{"NRW-USA-Jahr", 2, 2},
		{"MWIKE-Re|fe|rat", 2, 2},
		{"A5-For|mat", 2, 2},
		{"CO₂-Aus|stoß", 2, 2},
		{"25-jäh|ri|ge", 2, 2},
		{"25jährige", 2, 2},
		{"Quartal2023", 2, 2},
		{"18/1787", 2, 2},
		{"www.landtag.example/portal-seite", 2, 2},
		{"https://landtag/portal", 2, 2},
		{"poststelle@landtag", 2, 2},
		{"umwelt.nrw", 2, 2},

		// Letters that the patterns do not know, marks, invisible characters
		{"Wałę|sa", 2, 2},
		{"Dvořák", 2, 2},
		{"Москва", 2, 2},
		{"漢字漢字漢字", 2, 2},
		{"Re|gi|on", 2, 2},
		{"Ho\u0308he|punkt", 2, 2}, // o without the mark would be Ho|he
		{"\u0308\u0308", 2, 2},
		{"Wirt\u00adschaftsminister", 2, 2},
		{"\u00ad", 2, 2},
		{"Re|gie|rung\xff", 2, 2},

		// Listed words
		{"Nord|rhein-West|fa|len", 2, 2},
		{"Nord|rhein\u2011West|fa|lens", 2, 2},
		{"„Nord|rhein-West|fa|len’s“", 2, 2},
		{"Nord|rhein|West|fa|len", 2, 2},
		{"NORD|RHEIN-WEST|FA|LEN", 2, 2},
		{"Nord|rhein-West|falen", 4, 4},
		{"Nord|rhein-West|fa|len/Bel|gi|en", 2, 2},
		{"Dni|pro|pe|trowsks", 2, 2},
		{"Text|er|ken|nung", 2, 2},
		{"Text|er|ken|nung’s", 2, 2},
		{"Hauts-de-France's", 2, 2},
		{"Text|er|ken|nungs-Ver|fah|ren", 2, 2},
		{"Erst-Text|er|ken|nung", 2, 2},
		{"NRW.Eu|ro|pa", 2, 2},
		{"A4-For|mat", 2, 2},
		{"a4for|mat", 2, 2},
		{"UNES|CO-Lis|te", 2, 2},
		{"Ha|fen", 2, 2},
		{"Brüs|sel", 2, 2},
		{"Liminski", 2, 2},
		{"liminskis", 2, 2},
		{"(Liminski’s)", 2, 2},
		{"Liminski-Be|such", 2, 2},
		{"Tusk/Liminski,", 2, 2},
		{"KI.NRW", 2, 2},
		{"Hauts-de-France", 2, 2},
		{"Hautsdefrance", 2, 2},
		{"Bel-Etage’s", 2, 2},
		{"Oberhaus", 2, 2},
		{"Weiß", 2, 2},
	} {
		word := strings.ReplaceAll(tt.want, "|", "")
		if got := divided(word, "|", d.Points(nil, word, tt.left, tt.right)); got != tt.want {
			t.Errorf("%d, %d: got %s, want %s", tt.left, tt.right, got, tt.want)
		}
	}
}

func TestPointsAppends(t *testing.T) {
	var d Dictionary
	if got := d.Points([]int{7}, "Landtag", 2, 2); !slices.Equal(got, []int{7, 4}) {
		t.Errorf("got %v", got)
	}
}

func TestPointsAllocatesNothing(t *testing.T) {
	d := New(lists.divided, lists.whole)
	dst := d.Points(make([]int, 0, 100), "Regierung", 2, 2)
	for _, word := range []string{"Nordrhein-Westfalens", "Wirtschaftsförderungsgesellschaft", "(Magyar/Liminski’s)", "Москва",
		strings.Repeat("ä", 1000), strings.Repeat("e\u0301", 100), "poststelle@landtag.example"} {
		if n := testing.AllocsPerRun(100, func() { dst = d.Points(dst[:0], word, 2, 2) }); n != 0 {
			t.Errorf("%s: %v allocations", word, n)
		}
	}
}

// A word without end must not take time without end; here a quadratic method
// would need minutes.
func TestPointsLong(t *testing.T) {
	d := New(lists.divided, lists.whole)
	for _, tt := range []struct {
		word string
		want int
	}{
		{strings.Repeat("region", longest/6), 3*(longest/6) - 1},
		{strings.Repeat("r", longest-6) + "Region", 0}, // a capital within
		{strings.Repeat("region", 50_000), 0},
		{strings.Repeat("Region-", 50_000), 0},
		{strings.Repeat("Region/", 50_000), 100_000},
		{strings.Repeat("Re\u0301", 50_000), 0},
		{"R" + strings.Repeat("\u0301", 50_000), 0},
		{strings.Repeat(".", 50_000), 0},
		{strings.Repeat("-/", 50_000), 0},
		{strings.Repeat("a.", 50_000), 0},
	} {
		if got := len(d.Points(nil, tt.word, 2, 2)); got != tt.want {
			t.Errorf("%.20s…: %d points, want %d", tt.word, got, tt.want)
		}
	}
}

func FuzzPoints(f *testing.F) {
	for _, word := range strings.Fields(sentence) {
		f.Add(word, "Nord-rhein-West-fa-len", 2, 3)
	}
	f.Add("CO₂-Ausstoß/Dvořáks’s\u0301", "Dvo-řák", 1, 1)
	f.Fuzz(func(t *testing.T, word, listed string, left, right int) {
		if strings.Contains(listed, "\u00ad") {
			return
		}
		check(t, new(Dictionary), word, left, right)
		d := New([]string{listed}, nil)
		check(t, d, word, left, right)
		check(t, d, listed, left, right)
		d = New([]string{word}, []string{word})
		for _, w := range []string{word, "„" + word + "“,", strings.ReplaceAll(word, "-", "\u2011")} {
			if points := d.Points(nil, w, left, right); len(points) > 0 {
				t.Errorf("%q is divided at %v, but must never be", w, points)
			}
		}
	})
}

// check holds what is true of all words against one.
func check(t *testing.T, d *Dictionary, word string, left, right int) {
	t.Helper()
	points := d.Points(nil, word, left, right)
	last := 0
	for _, p := range points {
		if p <= last || p >= len(word) {
			t.Fatalf("%q: %v", word, points)
		}
		last = p
		if !utf8.RuneStart(word[p]) {
			t.Errorf("%q: %d is within a character", word, p)
		}
		if r, _ := utf8.DecodeRuneInString(word[p:]); !unicode.IsLetter(r) {
			t.Errorf("%q: no letter behind %d", word, p)
		}
		if n := lettersBefore(word[:p]); n < max(left, 2) {
			t.Errorf("%q: %d letters before %d, want %d", word, n, p, left)
		}
		if n := lettersBehind(word[p:]); n < max(right, 2) {
			t.Errorf("%q: %d letters behind %d, want %d", word, n, p, right)
		}
	}
	const before = "(„"
	around := d.Points(nil, before+word+"“),", left, right)
	for i := range around {
		around[i] -= len(before)
	}
	if !slices.Equal(points, around) {
		t.Errorf("%q: %v, in quotation marks %v", word, points, around)
	}
}

func lettersBehind(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		} else if !unicode.IsMark(r) {
			break
		}
	}
	return n
}

func lettersBefore(s string) (n int) {
	for _, r := range slices.Backward([]rune(s)) {
		if unicode.IsLetter(r) {
			n++
		} else if !unicode.IsMark(r) {
			break
		}
	}
	return n
}
