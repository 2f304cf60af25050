package preflight_test

import (
	"testing"
	"time"

	"umsetzungsstand/internal/preflight"
)

// FuzzExamine: no file makes a rule fail or the examination last.
func FuzzExamine(f *testing.F) {
	f.Add(good())
	plain := open(f, good()).bytes()
	f.Add(plain)
	for i := 0; i < len(mutations); i += 12 { // each costs as long as a test does
		p := open(f, good())
		if m := mutations[i]; m.spoil != nil {
			m.spoil(p)
			f.Add(p.bytes())
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		begin := time.Now()
		for _, finding := range preflight.Examine(data, "x.pdf", nil) {
			if finding.Text == "Diese Regel ließ sich nicht prüfen." {
				t.Errorf("%s cannot be tried", finding.Code)
			}
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
	})
}
