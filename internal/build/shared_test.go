package build

import (
	"reflect"
	"testing"

	"umsetzungsstand/internal/record"
)

// TestRecordsStay: nothing writes into the records behind the loading, for a
// record.Cache gives the same structs to the next.
func TestRecordsStay(t *testing.T) {
	var cache record.Cache
	for _, edition := range editions {
		in := sampleInput(edition)
		in.Cache = &cache
		r, findings := Generate(in)
		noErrors(t, "generate", findings)
		if Earlier(in, r) == nil && edition != editions[0] {
			t.Errorf("%s: no edition before", edition)
		}
		_, findings = Check(in)
		noErrors(t, "check", findings)
	}
	got, _ := cache.Load(sampleInput("").Sources.FS)
	want, _ := record.Load(sampleInput("").Sources.FS)
	if want == nil || !reflect.DeepEqual(got, want) {
		t.Error("the records are no longer as they were loaded")
	}
}
