package check

import (
	"fmt"
	"hash/fnv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// many returns two editions of as many records, each with names and words of
// its own beside those that all share.
func many(t testing.TB, n int) (ed, before *report.Edition) {
	t.Helper()
	base, err := txtar.ParseFile("testdata/grund.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := folderOf(base)
	ungarn := string(fsys["partnerschaften/ungarn.toml"].Data)
	for i := range n {
		sum := fnv.New64a() // words that do not resemble each other, as names do not
		fmt.Fprint(sum, i)
		word := strings.Map(func(r rune) rune { return 'a' + r%26 }, fmt.Sprintf("%016x", sum.Sum64()))
		text := strings.NewReplacer("Ungarn", "Land "+word, "Anna Muster", "Anna Muster"+word, "Béla Minta", "Béla "+word,
			"Budapest", "Stadt"+word, "2023-10-18", fmt.Sprintf("2023-10-%02d", 1+i%28)).Replace(ungarn)
		fsys["partnerschaften/p"+word+".toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	set, findings := record.Load(fsys)
	if findings.Failed() {
		t.Fatal(findings)
	}
	rec := report.Find(set, "")
	return report.Make(set, rec, date.Day{}), report.Make(set, report.Before(set, rec), date.Day{})
}

func BenchmarkExamine(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ed, before := many(b, n)
			b.ReportAllocs()
			for b.Loop() {
				Examine(ed, before)
			}
		})
	}
}

// The cost of a record does not grow with their number.
func TestGrowth(t *testing.T) {
	cost := func(n int) float64 {
		ed, before := many(t, n)
		return testing.AllocsPerRun(1, func() { Examine(ed, before) }) / float64(n)
	}
	few, lots := cost(100), cost(3000)
	t.Logf("%.0f allocations a record at 100, %.0f at 3000", few, lots)
	if lots > 1.2*few {
		t.Errorf("%.0f allocations a record at 100, %.0f at 3000", few, lots)
	}
}
