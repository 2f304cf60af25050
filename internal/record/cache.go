package record

import (
	"io/fs"
	"reflect"
	"slices"

	"umsetzungsstand/internal/diag"
)

// Cache loads a folder of which little has changed since the last time: every
// file is read, but only one whose text has changed is parsed again. What it
// returns is what Load returns; sets share what has not changed, so nobody may
// write into one. The zero value is ready for use, by one caller at a time.
type Cache struct{ files map[string]*parsed }

// parsed is what came of a file.
type parsed struct {
	src      string
	value    reflect.Value // the struct
	tried    bool          // as loader.file returns it
	findings diag.List
	refs     []mention // without in, which would hold on to the set of that time
	fresh    bool      // used since the last Load
}

// Load is like the function Load.
func (c *Cache) Load(fsys fs.FS) (*Set, diag.List) {
	if c.files == nil {
		c.files = make(map[string]*parsed)
	}
	set, findings := load(fsys, c.files)
	for name, f := range c.files {
		if !f.fresh {
			delete(c.files, name)
		}
		f.fresh = false
	}
	return set, findings
}

// recall is parse for a file that may have been parsed with the same text.
func (l *loader) recall(name, src string, p *plan, dst reflect.Value) bool {
	f := l.known[name]
	if f == nil || f.src != src {
		findings, refs := len(l.out), len(l.refs)
		f = &parsed{src: src, value: reflect.New(dst.Type().Elem()).Elem()}
		f.tried = l.parse(name, src, p, dst)
		f.findings, f.refs = slices.Clone(l.out[findings:]), slices.Clone(l.refs[refs:])
		for i := range f.refs {
			f.refs[i].in = nil
		}
		f.value.Set(dst.Elem())
		l.known[name] = f
	} else {
		dst.Elem().Set(f.value)
		l.out = append(l.out, f.findings...)
		in, _ := dst.Interface().(*Partnership)
		for _, r := range f.refs {
			r.in = in
			l.refs = append(l.refs, r)
		}
	}
	f.fresh = true
	return f.tried
}
