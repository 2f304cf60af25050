package preview

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/record"
)

// manyRecords returns the sample records with as many partnerships as is said:
// copies of the samples under other names.
func manyRecords(t testing.TB, n int) fstest.MapFS {
	t.Helper()
	m := records(t)
	var names []string
	for name := range m {
		if strings.HasPrefix(name, "partnerschaften/") {
			names = append(names, name)
		}
	}
	for i := len(names); i < n; i++ {
		slug := fmt.Sprintf("benelux-union-%d", i)
		text := bytes.ReplaceAll(m[benelux].Data, []byte("benelux-union"), []byte(slug))
		for _, word := range []string{"Benelux-Union", "Benelux-Gipfel"} {
			text = bytes.ReplaceAll(text, []byte(word), fmt.Appendf(nil, "%s %d", word, i))
		}
		m["partnerschaften/"+slug+".toml"] = &fstest.MapFile{Data: text}
	}
	return m
}

// BenchmarkSave measures the time from the moment when a file is saved to the
// moment when a page has heard of it, with the calm that is waited for
// (calm in watch.go).
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{20, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			for name, file := range manyRecords(b, n) {
				target := filepath.Join(dir, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(target, file.Data, 0o666); err != nil {
					b.Fatal(err)
				}
			}
			s := start(b, dir, "")
			page := listen(b, "http://"+s.addr, "")
			page.next(b)
			texts := [2]string{sentence, rewrite}
			i := 0
			for b.Loop() {
				save(b, dir, benelux, texts[i%2], texts[(i+1)%2])
				i++
				page.next(b)
			}
		})
	}
}

// BenchmarkMake measures what of that is the making of the draft again, and
// BenchmarkPage what it costs to send it.
func BenchmarkMake(b *testing.B) {
	for _, n := range []int{20, 1000} {
		m := manyRecords(b, n)
		texts := [2]*fstest.MapFile{m[benelux], {Data: replaced(b, m[benelux].Data, sentence, rewrite)}}
		in := input(m, edition)
		in.Cache = new(record.Cache) // as the server has one
		d := Make(in, nil)
		i := 0
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				i++
				m[benelux] = texts[i%2]
				if d = Make(in, d); len(d.Faults) > 0 {
					b.Fatal(d.Faults)
				}
			}
		})
	}
}

func BenchmarkPage(b *testing.B) {
	for _, n := range []int{20, 1000} {
		s, _ := serverOf(manyRecords(b, n))
		s.draft("")
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if answer := ask(s, "GET", "/", ""); answer.StatusCode != 200 {
					b.Fatal(answer.Status)
				}
			}
		})
	}
}
