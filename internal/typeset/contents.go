package typeset

import (
	"strings"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// contents is the table of contents of the part at hand. Its numbers are known
// only when the pages are.
type contents struct {
	heads   []int // the elements of the headings of the second and third level, in order; -1: nothing was set
	entries []entry
}

// entry is an entry of the table of contents.
type entry struct {
	owner int // element of its text; an empty fragment of it waits for the number
	head  int // index into heads
}

// tableOfContents sets the table of contents: an entry for each heading of the
// second and third level in the part, the number of its page at the right edge,
// and dots between that lead the eye. Without headings there is none.
func (s *setter) tableOfContents(t *markdown.Contents, part *markdown.Part, c column) {
	heads := partHeadings(part)
	if len(heads) == 0 {
		s.finds.Add(diag.Finding{
			Pos: t.Pos, Severity: diag.Warning, Code: "inhalt-leer",
			Text: "Das Inhaltsverzeichnis hat keinen Eintrag, denn der Bericht hat keine Überschrift der zweiten oder dritten Ebene.",
			Hint: "Bitte löschen Sie die Marke „us:inhalt“, oder gliedern Sie den Bericht mit ## und ###.",
		})
		return
	}
	if t.Title != "" {
		s.heading(&markdown.Heading{Level: 2, Runs: []markdown.Run{{Text: t.Title, Pos: t.Pos}}, Pos: t.Pos}, c)
		s.contents.heads = s.contents.heads[:len(s.contents.heads)-1] // not an entry of its own
	}
	owner, before := s.element(Element{Role: RoleTOC, Parent: c.parent}), c.text.Leading
	room := s.measure("00000", s.Contents)
	for i, h := range heads {
		left := c.left
		if h.Level == 3 {
			left += s.Indent
		}
		item := s.element(Element{Role: RoleTOCI, Parent: owner})
		reference := s.element(Element{Role: RoleRef, Parent: item})
		finds := len(s.finds) // the heading itself reports what is wrong with its text
		n := s.set(entryRuns(h), s.Contents, reference, left, c.right-room, before, c)
		s.finds = s.finds[:finds]
		if n == 0 {
			s.drop(item)
			continue
		}
		s.keepAll(n, false)
		before = 0
		last := &s.slots[len(s.slots)-1]
		end := &s.frags[last.frags.hi-1]
		end.Text += " " // between the entry and its number
		end.Width += (Length(end.Face.Advance(' '))*end.Size + 500) / 1000
		// Leader and number come when the pages are known. The number belongs to
		// the link, but not to the language that the entry may end in.
		number := end.Owner
		for s.layout.Elements[number].Role == RoleSpan {
			number = s.layout.Elements[number].Parent
		}
		face := s.face(s.Contents, false, false)
		s.frags = append(s.frags,
			Fragment{X: end.X + end.Width, Face: face, Size: end.Size, Owner: -1, Artifact: Layouted},
			Fragment{X: c.right, Face: face, Size: end.Size, Owner: number})
		last.frags.hi = len(s.frags)
		s.contents.entries = append(s.contents.entries, entry{number, i})
	}
	if before > 0 {
		s.drop(owner)
		return
	}
	s.slots[len(s.slots)-1].end = s.Pages.Contents
}

// entryRuns returns the text of a heading's entry, a link to the heading.
func entryRuns(h *markdown.Heading) []markdown.Run {
	runs := make([]markdown.Run, len(h.Runs))
	for i, r := range h.Runs {
		runs[i] = r
		runs[i].Bold, runs[i].Link, runs[i].Href = false, 0, ""
		if r.Break {
			runs[i] = markdown.Run{Text: " ", Pos: r.Pos}
		}
		if h.ID != "" {
			runs[i].Link, runs[i].Href = 1, "#"+h.ID
		}
	}
	return runs
}

// fillLeader makes an empty fragment the leader up to a place: dots that end
// there, so that they stand beneath each other in all lines.
func (s *setter) fillLeader(f *Fragment, to Length) {
	dot, pair := s.measure(".", s.Contents), s.measure(". ", s.Contents)
	n := int((to - f.X - dot) / pair)
	if n < 2 {
		return // two dots lead nowhere
	}
	f.Text = strings.Repeat(". ", n) + "."
	f.Width = s.measure(f.Text, s.Contents)
	f.X = to - f.Width
}

// partHeadings returns the headings of the second and third level.
func partHeadings(part *markdown.Part) []*markdown.Heading {
	var list []*markdown.Heading
	for i := range part.Zones {
		for _, b := range part.Zones[i].Blocks {
			if h, ok := b.(*markdown.Heading); ok && h.Level > 1 {
				list = append(list, h)
			}
		}
	}
	return list
}

// numberContents puts the numbers into the table of contents of the part that
// begins with a page.
func (s *setter) numberContents(first int) {
	c := &s.contents
	if len(c.entries) == 0 {
		return
	}
	heads := map[int]string{} // element of a heading: the number of its page
	for _, h := range c.heads {
		heads[h] = ""
	}
	waiting := map[int]string{} // element of an entry: that number
	for i := first; i < len(s.layout.Pages); i++ {
		p := &s.layout.Pages[i]
		for j := range p.Fragments {
			for owner := p.Fragments[j].Owner; owner >= 0; owner = s.layout.Elements[owner].Parent {
				if number, ok := heads[owner]; ok && number == "" {
					heads[owner] = p.Number
				}
				if !s.layout.Elements[owner].Role.inline() {
					break
				}
			}
		}
	}
	widest := Length(0)
	for _, e := range c.entries {
		number := heads[c.heads[e.head]]
		waiting[e.owner] = number
		widest = max(widest, s.measure(number, s.Contents))
	}
	for i := first; i < len(s.layout.Pages); i++ {
		p := &s.layout.Pages[i]
		for j := range p.Fragments {
			f := &p.Fragments[j]
			if number := waiting[f.Owner]; number != "" && f.Text == "" {
				s.fillLeader(&p.Fragments[j-1], f.X-widest-s.LabelGap)
				f.Text, f.Width = number, s.measure(number, s.Contents)
				f.X -= f.Width
			}
		}
	}
	*c = contents{}
}
