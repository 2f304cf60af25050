package typeset

import (
	"fmt"
	"strings"
)

// Dump writes the layout as text that a person can read and compare: page by
// page a line for each fragment, with the place of its baseline in mm, face,
// size in pt, role and text; then the rules; at the end the structure. It is
// made for golden files.
func Dump(l *Layout) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pages, %d elements\n", len(l.Pages), len(l.Elements))
	for i := range l.Pages {
		p := &l.Pages[i]
		fmt.Fprintf(&b, "\n== page %d, label %q, number %q\n", i+1, p.Label, p.Number)
		for j := range p.Fragments {
			f := &p.Fragments[j]
			fmt.Fprintf(&b, "%7.2f %7.2f  %-10s %4.1f  %-10s  %q\n",
				f.X.mm(), f.Y.mm(), f.Face, f.Size.Points(), l.role(f), f.Text)
		}
		for _, r := range p.Rules {
			fmt.Fprintf(&b, "%7.2f %7.2f  rule %.2f × %.2f\n", r.X.mm(), r.Y.mm(), r.W.mm(), r.H.mm())
		}
	}
	b.WriteString("\n== structure\n")
	depth := make([]int, len(l.Elements))
	for i := range l.Elements {
		e := &l.Elements[i]
		if e.Parent >= 0 {
			depth[i] = depth[e.Parent] + 1
		}
		fmt.Fprintf(&b, "%s%s", strings.Repeat("  ", depth[i]), e.Role)
		if e.Column {
			b.WriteString(" (column)")
		}
		if e.Ordered {
			b.WriteString(" (ordered)")
		}
		for _, x := range []struct{ name, value string }{{"id", e.ID}, {"title", e.Title}, {"note", e.Note}, {"summary", e.Summary}, {"href", e.Href}, {"lang", e.Lang}, {"long", e.Long}} {
			if x.value != "" {
				fmt.Fprintf(&b, " %s=%q", x.name, x.value)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func (l Length) mm() float64 { return float64(l) * 25.4 / 72000 }

// role names who owns a fragment.
func (l *Layout) role(f *Fragment) string {
	switch f.Artifact {
	case NoArtifact:
		return string(l.Elements[f.Owner].Role)
	case Layouted:
		return "(layout)"
	case Header:
		return "(header)"
	case Footer:
		return "(footer)"
	}
	panic(fmt.Sprintf("typeset: unknown artifact %d", int(f.Artifact)))
}
