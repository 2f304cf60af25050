package preflight

import (
	"cmp"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// treeEntry is an entry of a name tree or a number tree.
type treeEntry[K cmp.Ordered] struct {
	key   K
	value types.Object
}

// keyTree is a name tree (7.9.6) or a number tree (7.9.7).
type keyTree[K cmp.Ordered] struct {
	entries []treeEntry[K]
	faults  []string // German sentences, at most a few
}

// mostEntries is how many entries of a tree are read.
const mostEntries = 2_000_000

func (d *document) names(root types.Object) *keyTree[string] {
	return readKeyTree(d, root, "Names", func(o types.Object) (string, bool) {
		b, ok := d.raw(o)
		return string(b), ok
	})
}

func (d *document) numbers(root types.Object) *keyTree[int] {
	return readKeyTree(d, root, "Nums", d.integer)
}

// readKeyTree reads a tree whose leaves hold their entries under a key.
func readKeyTree[K cmp.Ordered](d *document, root types.Object, leaf string, key func(types.Object) (K, bool)) *keyTree[K] {
	t := &keyTree[K]{}
	fault := func(s string) {
		if len(t.faults) < mostFindings {
			t.faults = append(t.faults, s)
		}
	}
	seen := map[int]bool{}
	var visit func(o types.Object, depth int)
	visit = func(o types.Object, depth int) {
		number, node := objectNumber(o), d.dict(o)
		switch {
		case node == nil:
			fault("Ein Knoten fehlt.")
			return
		case depth > maxDepth || number > 0 && seen[number]:
			fault("Ein Knoten steht zweimal im Baum oder zu tief.")
			return
		}
		seen[number] = true
		first := len(t.entries)
		list := d.array(node[leaf])
		if len(list)%2 == 1 {
			fault("Ein Blatt hat einen Schlüssel ohne Wert.")
		}
		for i := 0; i+1 < len(list) && len(t.entries) < mostEntries; i += 2 {
			k, ok := key(list[i])
			if !ok {
				fault("Ein Schlüssel ist von falscher Art.")
				continue
			}
			if n := len(t.entries); n > 0 && t.entries[n-1].key >= k {
				fault("Die Schlüssel sind nicht aufsteigend geordnet.")
			}
			t.entries = append(t.entries, treeEntry[K]{k, list[i+1]})
		}
		kids := d.array(node["Kids"])
		if (kids == nil) == (node[leaf] == nil) {
			fault("Ein Knoten hat nicht entweder Einträge oder Unterknoten.")
		}
		for _, kid := range kids {
			if len(t.faults) >= mostFindings || len(t.entries) >= mostEntries {
				return
			}
			visit(kid, depth+1)
		}
		limits := d.array(node["Limits"])
		switch {
		case depth == 0 && limits != nil:
			fault("Die Wurzel hat Grenzen.")
		case depth > 0 && first < len(t.entries):
			var from, to K
			ok := len(limits) == 2
			if ok {
				var ok1, ok2 bool
				from, ok1 = key(limits[0])
				to, ok2 = key(limits[1])
				ok = ok1 && ok2
			}
			if !ok || from != t.entries[first].key || to != t.entries[len(t.entries)-1].key {
				fault("Die Grenzen eines Knotens sind nicht die seiner Schlüssel.")
			}
		}
	}
	visit(root, 0)
	return t
}
