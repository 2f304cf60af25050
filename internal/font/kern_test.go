package font

import (
	"testing"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func TestKern(t *testing.T) {
	for _, tt := range []struct {
		before, after rune
		want          int // 1/1000 em; the file has 2048 units an em
	}{
		{'A', 'V', -74}, // −152 units
		{'T', 'o', -111},
		{'T', 'ö', -111}, {'Ä', 'V', -74}, // like the base letter
		{'1', '1', 0}, {' ', 'A', 0}, {'A', ' ', 0}, {'a', 'a', 0},
		{'\u00a0', 'T', 0}, {'漢', 'V', 0}, {'V', '\u00ad', 0}, {-1, 0x10FFFF, 0},
	} {
		if got := Regular.Kern(tt.before, tt.after); got != tt.want {
			t.Errorf("Kern(%q, %q) = %d, want %d", tt.before, tt.after, got, tt.want)
		}
		if again := Regular.Kern(tt.before, tt.after); again != tt.want {
			t.Errorf("Kern(%q, %q) = %d when asked again", tt.before, tt.after, again)
		}
	}
}

// Every pair that the file kerns and that may be kerned is kerned as it says.
func TestKernAsTheFileSays(t *testing.T) {
	pairs := 0
	for _, f := range all {
		for a := rune(1); a < 0x80; a++ {
			for b := rune(1); b < 0x80; b++ {
				var buf sfnt.Buffer
				ga, _ := f.parsed().GlyphIndex(&buf, a)
				gb, _ := f.parsed().GlyphIndex(&buf, b)
				k, err := f.parsed().Kern(&buf, ga, gb, fixed.I(2048), xfont.HintingNone)
				digits := a >= '0' && a <= '9' && b >= '0' && b <= '9'
				if err != nil || ga == 0 || gb == 0 || digits || a <= ' ' || b <= ' ' {
					k = 0
				}
				got, want := f.Kern(a, b)*2048, int(k>>6)*1000
				if d := got - want; d < -1024 || d > 1024 {
					t.Errorf("%v.Kern(%q, %q) is %d units from the file's %d", f, a, b, d/1000, want/1000)
				}
				if want != 0 {
					pairs++
				}
			}
		}
	}
	if pairs < 300 {
		t.Errorf("only %d kerned pairs compared", pairs)
	}
}

func BenchmarkKern(b *testing.B) {
	text := []rune("GemeinsameErklärungüberdienachbarschaftlicheZusammenarbeit–4.März2004")
	b.ReportAllocs()
	for b.Loop() {
		for i := range text[1:] {
			_ = Regular.Kern(text[i], text[i+1])
		}
	}
}
