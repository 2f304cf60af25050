package typeset

import (
	"slices"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// field is a place of the letter's first page that holds so many lines.
type field struct {
	left, right, base Length
	lines             int
	format            Format
	name              string // for findings
	code              string
	artifact          bool
}

// letter sets the letter: sender, return line, address and information block
// in their fields of the first page, the rest in one column below. The order
// of reading is that of DIN 5008 whatever the order of the zones.
func (s *setter) letter(part *markdown.Part, element int) {
	st := &s.Letter
	zones := map[string]*markdown.Zone{}
	known := []string{"absender", "ruecksendeangabe", "anschrift", "angaben", "betreff", "", "brieftext", "unterschrift", "anlagen"}
	var strange []*markdown.Zone
	for i := range part.Zones {
		z := &part.Zones[i]
		if isKnown := slices.Contains(known, z.Name); !isKnown || zones[z.Name] != nil {
			if !isKnown {
				s.unknownZone(z, part.Kind)
			}
			strange = append(strange, z)
			continue
		}
		zones[z.Name] = z
	}

	c := column{parent: element, left: st.Left, right: st.Right, hang: st.Left, text: st.Text}
	first := Page{Rules: st.Marks}
	fields := []struct {
		zone string
		field
	}{
		{"absender", field{st.Left, st.AddressRight, st.SenderBase, st.SenderLines, st.Text, "Der Absender", "absender-zu-lang", false}},
		{"ruecksendeangabe", field{st.Left, st.AddressRight, st.ReturnBase, st.ReturnLines, st.Return, "Die Rücksendeangabe", "ruecksendeangabe-zu-lang", true}},
		{"anschrift", field{st.Left, st.AddressRight, st.AddressBase, st.AddressLines, st.Address, "Die Anschrift", "anschrift-zu-lang", false}},
		{"angaben", field{st.InfoLeft, st.InfoRight, st.InfoBase, st.InfoLines, st.Text, "Der Informationsblock", "angaben-zu-lang", false}},
	}
	for i := range fields {
		if z := zones[fields[i].zone]; z != nil {
			if z.Name == "angaben" {
				z = separate(z)
			}
			s.field(z, fields[i].field, c, &first)
		}
	}

	subject := len(s.slots)
	if z := zones["betreff"]; z != nil {
		in := c
		in.text = st.Subject
		s.zone(z, in, c.text.Leading, c.text.Leading, 0)
		s.keepAll(len(s.slots)-subject, true)
		s.after = st.BelowSubject
	}
	body := len(s.slots)
	for _, z := range append([]*markdown.Zone{zones[""], zones["brieftext"]}, strange...) {
		if z != nil {
			for _, b := range z.Blocks {
				s.block(b, c)
			}
		}
	}
	if z := zones["unterschrift"]; z != nil {
		s.signature(z, c, body)
	}
	if z := zones["anlagen"]; z != nil {
		s.zone(z, c, st.BeforeEnclosures, c.text.Leading, 0)
	}
	if len(s.slots) > 0 {
		s.slots[0].at = st.SubjectBase
	}
	s.paginate(paging{roman: true, silent: true, post: true, begun: first})
}

// separate returns the zone with a paragraph of its own for each line: read
// aloud, „Aktenzeichen: …“ and „Auskunft: …“ are two things, while the lines of
// an address are one.
func separate(z *markdown.Zone) *markdown.Zone {
	lines := &markdown.Zone{Name: z.Name, Pos: z.Pos}
	for _, b := range z.Blocks {
		p, ok := b.(*markdown.Paragraph)
		if !ok {
			lines.Blocks = append(lines.Blocks, b)
			continue
		}
		for _, runs := range hardLines(p.Runs) {
			lines.Blocks = append(lines.Blocks, &markdown.Paragraph{Runs: runs, Pos: p.Pos})
		}
	}
	return lines
}

// field sets a zone into its field of the page, its paragraphs line after line.
// Lines that have no room are reported and stand at the head of the column.
func (s *setter) field(z *markdown.Zone, f field, c column, page *Page) {
	c.left, c.right, c.hang, c.text = f.left, f.right, f.left, f.format
	c.text.Divide = 0 // names and offices
	lo, elements := len(s.slots), len(s.layout.Elements)
	for _, b := range z.Blocks {
		s.joined = true
		switch b := b.(type) {
		case *markdown.Paragraph:
			s.paragraph(b, c, 0)
		case *markdown.Heading: // a heading's lines would not fit the field's
			s.paragraph(&markdown.Paragraph{Runs: b.Runs, Pos: b.Pos}, c, 0)
		default:
			s.block(b, c)
		}
	}
	s.joined = false

	n := 0
	for n < len(s.slots)-lo && n < f.lines && s.slots[lo+n].cells == nil {
		sl := &s.slots[lo+n]
		for i := sl.frags.lo; i < sl.frags.hi; i++ {
			fr := s.frags[i]
			fr.Y = f.base + Length(n)*f.format.Leading
			if f.artifact {
				fr.Owner, fr.Artifact = -1, Layouted
			}
			page.Fragments = append(page.Fragments, fr)
		}
		n++
	}
	if n < len(s.slots)-lo {
		for i := lo + n; i < len(s.slots); i++ {
			for j := s.slots[i].frags.lo; j < s.slots[i].frags.hi; j++ {
				s.frags[j].X -= f.left - s.Letter.Left
			}
		}
		s.finds.Add(diag.Finding{
			Pos: z.Pos, Severity: diag.Error, Code: f.code,
			Text: f.name + " hat im Brief nicht Platz.",
			Hint: "Bitte kürzen Sie den Text; was zu viel ist, steht sonst über dem Betreff.",
		})
	}
	if s.slots = append(s.slots[:lo], s.slots[lo+n:]...); f.artifact && len(s.slots) == lo {
		s.drop(elements)
	}
}

// signature sets the closing, white for the signature, and the name. They stay
// together, and with the last lines of the letter; if the zone has only the
// name, the white stands above that. body is where the letter's text begins.
func (s *setter) signature(z *markdown.Zone, c column, body int) {
	if len(s.slots) > body {
		s.keepAll(1, true)
	}
	lo := len(s.slots)
	for i, b := range z.Blocks {
		if i == 1 || len(z.Blocks) == 1 {
			s.after = s.Letter.Signature + c.text.Leading
		}
		s.block(b, c)
	}
	s.keepAll(len(s.slots)-lo, false)
}
