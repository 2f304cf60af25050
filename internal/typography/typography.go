// Package typography brings a German text into the form that a careful
// typesetter would give it: „…“ for "…", – for a typed hyphen, … for three
// dots, and no-break spaces where no line may end. It changes the typography
// and never a word: letters and digits stay, and so does their order.
//
// It reads the inline source of Markdown, a line or a block of it, so that it
// sees what stands across the boundary of a template's word and a record's
// value. Code, addresses, tags, entities, escaped characters and comments stay
// as they are, and so does text in another language (<span lang="…">), which
// has a typography of its own. The Markdown means afterwards what it meant
// before.
//
// A wrong change is worse than none: what could be meant in two ways is left
// alone. Nothing is exempt because of what it says: the official title of an
// agreement gets the same quotation marks, dashes and spaces as any text, for
// they are none of its words.
//
// It is no spelling checker, and it does not know where lines end (package
// typeset does: that no line begins with a dash is its affair). Start with
// [Normalise].
package typography

import (
	"slices"
	"strings"
	"sync"
)

// Change is one replacement. A missing space is inserted: Start equals End.
type Change struct {
	Start, End int    // byte offsets in the text as it was
	New        string // what stands there now
	Rule       string // name of the rule; see [Rules]
}

// Normalise returns the text with the rules applied, and what was changed, by
// Start. To apply it again changes nothing. Where there is nothing to change
// it returns s and allocates nothing.
func Normalise(s string) (string, []Change) {
	t := texts.Get().(*text)
	defer texts.Put(t)
	t.read(s)
	t.quote()
	t.dash()
	t.space()
	if len(t.changes) == 0 {
		return s, nil
	}
	slices.SortStableFunc(t.changes, func(a, b Change) int { return a.Start - b.Start })
	return apply(s, t.changes), slices.Clone(t.changes)
}

// texts keeps the memory of one call for the next.
var texts = sync.Pool{New: func() any { return new(text) }}

// apply makes the changes, which are in order, in s.
func apply(s string, changes []Change) string {
	var b strings.Builder
	b.Grow(len(s) + 2*len(changes))
	from := 0
	for _, c := range changes {
		b.WriteString(s[from:c.Start])
		b.WriteString(c.New)
		from = c.End
	}
	b.WriteString(s[from:])
	return b.String()
}

// Move returns where an offset in the text before the changes lies after them.
// An offset within a stretch that was replaced moves to its beginning, one
// where a space was inserted stays before it, so that a stretch that begins
// or ends at a boundary of words does so afterwards.
func Move(changes []Change, at int) int {
	by := 0
	for _, c := range changes {
		switch {
		case c.Start >= at:
			return at + by
		case c.End > at:
			return c.Start + by
		}
		by += len(c.New) - (c.End - c.Start)
	}
	return at + by
}
