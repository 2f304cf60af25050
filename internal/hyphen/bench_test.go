package hyphen

import (
	"strings"
	"testing"
)

// A sentence like those of the report.
const sentence = "Der Austausch zwischen Nordrhein-Westfalen und der Region Hauts-de-France hat sich in den vergangenen Jahren " +
	"zu einer vertrauensvollen Zusammenarbeit entwickelt, die der Lenkungsausschuss „Regierungskommission“ begleitet."

func BenchmarkBuild(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		build(text)
	}
}

func BenchmarkPoints(b *testing.B) {
	d := New([]string{"Nord-rhein-West-fa-len", "Re-gie-rungs-kom-mis-si-on"}, []string{"Liminski"})
	bench := func(name string, words ...string) {
		b.Run(name, func(b *testing.B) {
			dst := d.Points(make([]int, 0, 100), words[0], 2, 2)
			b.ReportAllocs()
			for b.Loop() {
				for _, word := range words {
					dst = d.Points(dst[:0], word, 2, 2)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(words)), "ns/word")
		})
	}
	bench("short", "und")
	bench("listed", "Nordrhein-Westfalen")
	bench("long", "Wirtschaftsförderungsgesellschaft")
	bench("sentence", strings.Fields(sentence)...)
}
