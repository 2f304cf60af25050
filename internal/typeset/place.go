package typeset

// place appends the line's fragments, one a piece, to s.frags. X is x for the
// first; Y is 0, for the baseline is not known yet.
//
// With a measure the line is justified: the spaces take up what is left of the
// measure, or give what is missing. Its words are fragments of their own then,
// for a fragment's advances are those of its face.
func (s *setter) place(l line, x, measure Length) span {
	t := &s.text
	lo := len(s.frags)
	gap, gaps := Length(0), Length(0)
	if measure > 0 {
		gap = measure - t.length(t.width(l.first, l.end-1))
		for i := l.first; i < l.end-1; i++ {
			if t.boxes[i].space > 0 {
				gaps++
			}
		}
	}
	var (
		done   = 0         // width of the line so far, 1/1000 em
		passed = Length(0) // spaces so far
	)
	for i := l.first; i < l.end; {
		n := t.boxes[i].piece
		p := &t.pieces[n]
		start, end, width, spaced := t.boxes[i].start, 0, 0, false
		for ; i < l.end && t.boxes[i].piece == n && !(spaced && gaps > 0); i++ {
			b := &t.boxes[i]
			end = b.next
			width += b.width + b.space
			if i+1 < l.end {
				width += b.kern
			}
			spaced = b.space > 0
		}
		content := t.clean[start:end]
		if last := &t.boxes[i-1]; i == l.end && last.after == soft {
			content += "\u00ad"
			width += t.hyphen(last)
		}
		if content != "" {
			at := x + t.length(done)
			if gaps > 0 {
				at += gap * passed / gaps
			}
			s.frags = append(s.frags, Fragment{
				X: at, Width: t.length(width), Text: content, Face: p.face, Size: t.size,
				Owner: p.owner,
			})
		}
		done += width
		if spaced && i < l.end {
			passed++
		}
	}
	return span{lo, len(s.frags)}
}

// justified returns the measure that a line has to fill, 0 if none: the last of
// a text does so only if it would be wider.
func (s *setter) justified(l line, measure Length, f Format) Length {
	t := &s.text
	if !f.Justified || t.boxes[l.end-1].after == forced && t.length(t.width(l.first, l.end-1)) <= measure {
		return 0
	}
	return measure
}

// length turns 1/1000 em of the text's size into a Length.
func (t *text) length(width int) Length { return (Length(width)*t.size + 500) / 1000 }

// limit is the largest width in 1/1000 em that fits into the measure.
func (t *text) limit(measure Length) int { return int(measure * 1000 / t.size) }
