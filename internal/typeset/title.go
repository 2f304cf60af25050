package typeset

import "umsetzungsstand/internal/markdown"

// titlePage sets the title page: the zones of the part from top to bottom,
// each in its format. What is longer than foreseen pushes down what follows,
// onto a second page if need be.
func (s *setter) titlePage(part *markdown.Part, element int) {
	st := &s.Title
	c := column{parent: element, left: s.Left, right: s.Right, hang: s.Left}
	for i := range part.Zones {
		zone := &part.Zones[i]
		var at Length
		switch zone.Name {
		case "urheber", "":
			c.text = st.Sender
		case "titel":
			c.text, at = st.Kind, st.KindBase
		case "adressat", "anlass":
			c.text = st.Office
		case "thema":
			c.text = st.Topic
		case "stand":
			c.text, at = st.Date, st.DateBase
		default:
			s.unknownZone(zone, part.Kind)
			c.text = st.Sender
		}
		s.zone(zone, c, st.Zone, st.Paragraph, at)
	}
	s.marks(c, st)
	s.paginate(paging{silent: true})
}

// marks says in the text itself that this is a draft and which, and that it is
// a specimen: the running header is no part of the text that is read aloud.
func (s *setter) marks(c column, st *TitleStyle) {
	var lines []string
	if s.doc.Meta.Draft {
		draft := draftMark
		if s.version != "" {
			draft += ", Fassung " + s.version
		}
		lines = append(lines, draft)
	}
	if s.doc.Meta.Sample {
		lines = append(lines, sampleMark)
	}
	c.text = st.Mark
	zone := markdown.Zone{}
	for _, l := range lines {
		zone.Blocks = append(zone.Blocks, &markdown.Paragraph{Runs: []markdown.Run{{Text: l}}})
	}
	s.zone(&zone, c, st.Zone, 0, st.MarkBase)
}

// zone sets a zone's blocks: above the first the white before, its baseline at
// the height at or below; between paragraphs the white between.
func (s *setter) zone(z *markdown.Zone, c column, before, between, at Length) {
	first := len(s.slots)
	for _, b := range z.Blocks {
		white := between
		if len(s.slots) == first {
			white = before
		}
		if p, ok := b.(*markdown.Paragraph); ok {
			s.paragraph(p, c, white)
			continue
		}
		s.after = white
		s.block(b, c)
	}
	if len(s.slots) > first {
		s.slots[first].at = at
	}
}
