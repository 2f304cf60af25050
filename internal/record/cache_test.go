package record

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"testing/fstest"
)

// TestCache: whatever changes from one time to the next, a Cache returns what
// Load returns.
func TestCache(t *testing.T) {
	base := folderOf(readArchive(t, "testdata/grund.txtar"))
	good := string(base[ungarnFile].Data)
	texts := []string{
		good,
		good + "\n[[gremium]]\nname = \"Ausschuss\"\n",
		good + "\n[[gremium]\nname = \"Ausschuss\"\n",
		good + "\n[[begegnung]]\ndatum = 2023\nart = \"Sitzung\"\ngremium = \"Ausschuss\"\n",
		good + "\n[[massnahme]]\nart = \"Vorhaben\"\nname = \"das\"\nzustaendig = [\"XYZ\"]\n",
		"kurz = \"K\xf6nigreich\"\n",
		"# leer\n",
		"",
	}
	names := []string{ungarnFile, "partnerschaften/polen.toml", "partnerschaften/Polen.toml", ministriesFile, editionFile, "gruppen/china.toml"}
	random := rand.New(rand.NewPCG(1, 2))
	var cache Cache
	for round := range 300 {
		name := names[random.IntN(len(names))]
		switch text := texts[random.IntN(len(texts))]; {
		case random.IntN(5) == 0:
			delete(base, name)
		case random.IntN(4) == 0 && folderOf(readArchive(t, "testdata/grund.txtar"))[name] != nil:
			base[name] = folderOf(readArchive(t, "testdata/grund.txtar"))[name]
		default:
			base[name] = &fstest.MapFile{Data: []byte(text)}
		}
		want, wantFindings := Load(base)
		got, findings := cache.Load(base)
		if !reflect.DeepEqual(findings, wantFindings) {
			t.Fatalf("round %d, %s: found\n%v\nwant\n%v", round, name, findings, wantFindings)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("round %d, %s: another set", round, name)
		}
	}
}

// A file that has gone is forgotten.
func TestCacheForgets(t *testing.T) {
	base := folderOf(readArchive(t, "testdata/grund.txtar"))
	var cache Cache
	for i := range 100 {
		name := fmt.Sprintf("partnerschaften/a%d.toml", i)
		base[name] = base[ungarnFile]
		cache.Load(base)
		delete(base, name)
	}
	cache.Load(base)
	if len(cache.files) != len(base) {
		t.Errorf("%d files are kept of %d", len(cache.files), len(base))
	}
}

// What is kept of a file does not hold on to the set that it was parsed for.
func TestCacheLetsGo(t *testing.T) {
	var cache Cache
	base := folderOf(readArchive(t, "testdata/grund.txtar"))
	base[ungarnFile].Data = append(base[ungarnFile].Data, "\n[[begegnung]]\ndatum = 2023\nart = \"Sitzung\"\ngremium = \"Ausschuss\"\n"...)
	cache.Load(base)
	n := 0
	for name, f := range cache.files {
		for _, r := range f.refs {
			n++
			if r.in != nil {
				t.Errorf("%s: a mention holds on to the partnerships", name)
			}
		}
	}
	if n == 0 {
		t.Error("the records mention nothing")
	}
}
