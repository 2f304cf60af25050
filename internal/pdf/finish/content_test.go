package finish

import (
	"strings"
	"testing"
)

// sans is what the drawn files of these tests are set in.
var sans = []Font{{PostScript: "Sans"}, {PostScript: "Sans-Bold"}}

var drawnSans = map[string]*drawnFont{"R": {base: "utf8sans", face: 0}, "B": {base: "utf8sans-bold", face: 1}}

// one is a page with one text and one rule, and onePage what gofpdf draws it as.
func one() *Page {
	return &Page{
		Texts: []Text{{X: 7087, Y: 80787, Size: 900, Text: "(ä\\\r\n)"}},
		Rules: []Rule{{X1: 1417, Y1: 54400, X2: 2834, Y2: 54400, Width: 51}},
	}
}

const onePage = "0 J\n0 j\n0.57 w\n0.000 G\n0.000 g\nBT /R 12.00 Tf ET\nBT /R 9.00 Tf ET\n" +
	"BT 70.87 807.87 Td (\x00\\(\x00\xe4\x00\\\\\x00\\r\x00\x0a\x00\\)) Tj ET\n0.51 w\n14.17 544.00 m 28.34 544.00 l S\n0.57 w\n"

func TestVerify(t *testing.T) {
	if err := verify([]byte(onePage), one(), sans, drawnSans); err != nil {
		t.Error(err)
	}
	// The last decimal is the processor's.
	near := strings.NewReplacer("70.87", "70.88", "807.87", "807.86", "28.34", "28.35", "0.51", "0.50").Replace(onePage)
	if err := verify([]byte(near), one(), sans, drawnSans); err != nil {
		t.Error(err)
	}
	for _, tt := range []struct{ old, new, want string }{
		{"70.87", "70.89", "is drawn at 70890, 807870 (1/1000 pt), not at 7087, 80787 (1/100 pt)"},
		{"807.87", "807.84", "is drawn at"},
		{"9.00", "9.01", "in the size 9010/1000 pt, not 900/100"},
		{"/R 9.00", "/B 9.00", "in utf8sans-bold, not in Sans"},
		{"/R 9.00", "/X 9.00", "the font X is no resource"},
		{"\x00\xe4", "\x00\xe5", "is drawn for"},
		{"\x00\xe4", "\x00\xe4\x00\xe4", "is drawn for"},
		{"\x00\xe4", "\x00", "is drawn for"},
		{"\\)", "\\n", "the escape \\n is not known"},
		{"\\(", "(", "a parenthesis within a string"},
		{") Tj", "", "a string without an end"},
		{" Tj", " ' ", `the operator "'" is not known`},
		{" Tj", " TJ", `the operator "TJ" is not known`},
		{" Tj ET", " Tj 0 0 Td", "between BT and ET"},
		{" Tj ET", " Tj ET ET", "BT and ET do not alternate"},
		{"BT 70", "70", "not between BT and ET"},
		{"(\x00", "BT (\x00", "BT and ET do not alternate"},
		{"28.34 544.00 l", "28.36 544.00 l", "the rule [14170 544000 28360 544000] of width 510 is drawn"},
		{"544.00 l", "545.00 l", "is drawn (1/1000 pt)"},
		{"0.51", "0.53", "of width 530"},
		{" l S", " l S 14.17 544.00 m 28.34 544.00 l S", "more rules are drawn than the 1 announced"},
		{" l S", " l 1 1 l S", "no single line"},
		{" 28.34 544.00 l S", " S", "no line"},
		{"0 J", "1 J", "only black lines with butt ends"},
		{"0.000 g", "1.000 g", "only black lines"},
		{"0.000 g", "0.0000 g", `the number "0.0000" is not known`},
		{"0.000 g", "1e3 g", `the number "1e3" is not known`},
		{"0.000 g", "- g", `the number "-" is not known`},
		{"0.000 g", "0 0 g", "2 operands, not 1"},
		{"0.000 g", "0 0 0 0 0 g", "too many operands"},
		{"0.000 g", "/a g", "an operand is no number"},
		{"0.57 w\n0.000", "0.57\n0.000", "2 operands"},
		{"BT 70.87", "q BT 70.87", `the operator "q" is not known`},
		{"BT 70.87", "[] BT 70.87", `unexpected '['`},
		{" Tf ET\nBT 70", " Tf ET\nBT 0 0 Td (\x00a) Tj ET BT 70", "is drawn"},
		{" Tj ET", " Tj ET BT 0 0 Td (\x00a) Tj ET", "more texts are drawn than the 1 announced"},
		{"l S\n0.57 w\n", "l S\n0.57", "operands without an operator"},
		{onePage, "", "0 texts and 0 rules are drawn, 1 and 1 announced"},
		{"0 J", "14.17 544.00 m 28.34 544.00 l S 0 J", "a rule is drawn before a text"},
	} {
		if !strings.Contains(onePage, tt.old) {
			t.Fatalf("%q is not in the page", tt.old)
		}
		err := verify([]byte(strings.Replace(onePage, tt.old, tt.new, 1)), one(), sans, drawnSans)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q for %q: got %v, want %q", tt.new, tt.old, err, tt.want)
		}
	}
}

// FuzzVerify: whatever a content stream holds, it is taken for the page only if
// it shows the page's text and nothing else.
func FuzzVerify(f *testing.F) {
	f.Add([]byte(onePage))
	f.Add([]byte("BT /R 9 Tf 70.87 807.87 Td (\x00a)Tj ET"))
	f.Add([]byte("-.5 -1. .001 <> (\\"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if verify(content, one(), sans, drawnSans) == nil {
			for _, part := range []string{"/R", "(\x00\\(\x00\xe4\x00\\\\\x00", "Tj", "w", "m", "l", "S"} {
				if !strings.Contains(string(content), part) {
					t.Errorf("taken for the page without %q: %q", part, content)
				}
			}
			if strings.Count(string(content), "Tj") != 1 {
				t.Errorf("taken for the page: %q", content)
			}
		}
	})
}

func TestThousandths(t *testing.T) {
	for _, tt := range []struct {
		word string
		want int64
	}{
		{"0", 0}, {"-0", 0}, {"1", 1000}, {"-1.5", -1500}, {".25", 250}, {"7.", 7000}, {"807.87", 807870}, {"999999.999", 999999999},
	} {
		if got, ok := thousandths([]byte(tt.word)); !ok || got != tt.want {
			t.Errorf("%s: got %d, %v", tt.word, got, ok)
		}
	}
	for _, word := range []string{".", "-", "--1", "1.2.3", "1.2345", "1000000", "1,5", "1-"} {
		if got, ok := thousandths([]byte(word)); ok {
			t.Errorf("%s: got %d", word, got)
		}
	}
}
