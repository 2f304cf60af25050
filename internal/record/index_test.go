package record

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

// tree prints an index: places of key and value, path, source of a scalar.
func tree(ix *index) string {
	var b strings.Builder
	ix.visit(0, "", func(id int32, path string) {
		n := &ix.nodes[id]
		fmt.Fprintf(&b, "%d:%d %d:%d %s", n.at.line, n.at.col, n.value.line, n.value.col, path)
		if n.shape == scalar {
			fmt.Fprintf(&b, " = %q", ix.src[n.start:n.end])
		}
		b.WriteByte('\n')
	})
	return b.String()
}

// visit calls f for every node below id, parents first.
func (ix *index) visit(id int32, path string, f func(id int32, path string)) {
	i := 0
	for c := ix.nodes[id].first; c != 0; c = ix.nodes[c].next {
		p := strings.TrimPrefix(path+"."+ix.nodes[c].key, ".")
		if ix.nodes[id].shape == array {
			p = fmt.Sprintf("%s[%d]", path, i)
		}
		i++
		f(c, p)
		ix.visit(c, p, f)
	}
}

func TestScan(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"pairs", "a = 1 # ä\n  ä = 2", "1:1 1:5 a = \"1\"\n2:3 2:7 ä = \"2\"\n"},
		{"columns are runes", `a = ["äöü", "€", 'x']`,
			"1:1 1:5 a\n1:6 1:6 a[0] = \"\\\"äöü\\\"\"\n1:13 1:13 a[1] = \"\\\"€\\\"\"\n1:18 1:18 a[2] = \"'x'\"\n"},
		{"headers", "[a]\nx = 1\n[[ b . c ]]\n[[b.c]]\n  y = 2\n[b]\nz = 3\n",
			"1:1 1:1 a\n2:1 2:5 a.x = \"1\"\n6:1 6:1 b\n3:1 3:1 b.c\n3:1 3:1 b.c[0]\n4:1 4:1 b.c[1]\n5:3 5:7 b.c[1].y = \"2\"\n7:1 7:5 b.z = \"3\"\n"},
		{"dotted keys", "a.b.c = 1\na.'b'.\"\\u0064\" = 2\n",
			"1:1 1:1 a\n1:3 1:3 a.b\n1:5 1:9 a.b.c = \"1\"\n2:7 2:18 a.b.d = \"2\"\n"},
		{"inline tables", "a = [{ x = 1, y.z = '}' }, # ]\n {\n x = 3,\n },]",
			"1:1 1:5 a\n1:6 1:6 a[0]\n1:8 1:12 a[0].x = \"1\"\n1:15 1:15 a[0].y\n1:17 1:21 a[0].y.z = \"'}'\"\n2:2 2:2 a[1]\n3:2 3:6 a[1].x = \"3\"\n"},
		{"long texts", "a = \"\"\"\n\"x\" ] \\\"\"\"\"\" \nb = '''\n''''\nc = 1",
			"1:1 1:5 a = \"\\\"\\\"\\\"\\n\\\"x\\\" ] \\\\\\\"\\\"\\\"\\\"\\\"\"\n3:1 3:5 b = \"'''\\n''''\"\n5:1 5:5 c = \"1\"\n"},
		{"dates", "a = 2023-10-18 18:00:00 # x\nb = [2023-10-18, 2023]\n",
			"1:1 1:5 a = \"2023-10-18 18:00:00\"\n2:1 2:5 b\n2:6 2:6 b[0] = \"2023-10-18\"\n2:18 2:18 b[1] = \"2023\"\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ix, _, _ := scan(test.src, nil)
			if got := tree(ix); got != test.want {
				t.Errorf("tree:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// agree holds an index against BurntSushi's list of keys, which is in the
// order of the file and has no places.
func agree(src string, ix *index, meta toml.MetaData) error {
	var ours []place
	ix.visit(0, "", func(id int32, path string) {
		if ix.nodes[id].named {
			ours = append(ours, ix.nodes[id].at)
		}
	})
	paths := make(map[place]string)
	var name func(id int32, path toml.Key)
	name = func(id int32, path toml.Key) {
		for c := ix.nodes[id].first; c != 0; c = ix.nodes[c].next {
			n := &ix.nodes[c]
			p := path
			if ix.nodes[id].shape != array {
				p = append(slices.Clip(path), n.key)
			}
			if n.named {
				paths[n.at] = p.String()
			}
			name(c, p)
		}
	}
	name(0, nil)
	slices.SortStableFunc(ours, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.col, b.col))
	})
	theirs := meta.Keys()
	if len(ours) != len(theirs) {
		return fmt.Errorf("%d keys, BurntSushi has %d", len(ours), len(theirs))
	}
	lines := strings.Split(src, "\n")
	for i, at := range ours {
		if got, want := paths[at], theirs[i].String(); got != want {
			return fmt.Errorf("key %d, %d:%d: %s, BurntSushi has %s", i, at.line, at.col, got, want)
		}
		if line := []rune(lines[at.line-1]); int(at.col) > len(line) {
			return fmt.Errorf("key %d: %d:%d is outside its line", i, at.line, at.col)
		}
	}
	return nil
}

// TestIndexAgrees holds the index against BurntSushi for every file of the
// archives that is TOML.
func TestIndexAgrees(t *testing.T) {
	checked := 0
	for _, src := range seeds(t) {
		var m map[string]any
		meta, err := toml.Decode(src, &m)
		if err != nil {
			continue
		}
		checked++
		ix, _, fault := scan(src, nil)
		if fault != nil && fault.code == CodeTooDeep {
			continue
		} else if fault != nil {
			t.Errorf("fault %+v in:\n%s", *fault, src)
		} else if err := agree(src, ix, meta); err != nil && !strings.Contains(src, "name.x = 1") {
			t.Errorf("%v in:\n%s", err, src)
		}
	}
	if checked < 50 {
		t.Errorf("only %d files", checked)
	}
}

func TestInText(t *testing.T) {
	for _, test := range []struct {
		lit    string
		offset int
		want   place
	}{
		{`"abc"`, 0, place{1, 2}},
		{`"äbc"`, 2, place{1, 3}},
		{`"a\tc"`, 1, place{1, 3}},
		{`"a\tc"`, 2, place{1, 5}},
		{`"\u00e4c"`, 2, place{1, 8}},
		{"\"\"\"\nab\\\n  \n  cd\"\"\"", 0, place{2, 1}},
		{"\"\"\"\nab\\\n  \n  cd\"\"\"", 2, place{4, 3}},
		{"'''a\nb'''", 2, place{2, 1}},
		{`''`, 0, place{1, 1}},
	} {
		ix := &index{src: test.lit, nodes: []node{{end: int32(len(test.lit)), value: place{1, 1}}}}
		if got := ix.inText(0, test.offset); got != test.want {
			t.Errorf("%s, offset %d: %v, want %v", test.lit, test.offset, got, test.want)
		}
	}
}
