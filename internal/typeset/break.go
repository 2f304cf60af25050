package typeset

// line is the boxes from first to before end.
type line struct {
	first, end int
}

// breakLines divides the text into lines of at most limit (1/1000 em), the
// space at a line's end not counted, and returns them appended to lines. It
// fills each line as far as it goes. Words wider than limit must have been cut
// (cutWide), or they stick out.
//
// Everything that is known about the whole paragraph is in boxes, so that a
// method that weighs all its lines together can take this one's place.
func (t *text) breakLines(limit int, lines []line) []line {
	var (
		first = 0
		width = 0
		best  = -1 // the last box after which the line can end
	)
	for i := 0; i < len(t.boxes); {
		b := &t.boxes[i]
		if width+b.width > limit && best >= 0 {
			lines = append(lines, line{first, best + 1})
			first, i, width, best = best+1, best+1, 0, -1
			continue
		}
		width += b.width
		switch b.after {
		case blank, hyphen, cut:
			best = i
		case soft:
			if width+t.hyphen(b) <= limit {
				best = i
			}
		case forced:
			lines = append(lines, line{first, i + 1})
			first, width, best = i+1, 0, -1
			i++
			continue
		}
		width += b.space
		i++
	}
	return lines
}

// keepWords lets lines end between words only, not at hyphens.
func (t *text) keepWords() {
	for i := range t.boxes {
		if b := &t.boxes[i]; b.after == hyphen || b.after == soft {
			b.after = join
		}
	}
}

// balance makes lines of a heading about equally long: it breaks them at the
// smallest measure that needs no more of them.
func (t *text) balance(limit int, lines []line) []line {
	n := len(lines)
	widest := 0
	for i := 0; i < len(t.boxes); {
		end, w := t.word(i)
		i, widest = end, max(widest, w)
	}
	low, high := min(widest, limit)-1, limit // low is too narrow, high is not
	for high-low > 100 {
		middle := (low + high) / 2
		if lines = t.breakLines(middle, lines[:0]); len(lines) > n {
			low = middle
		} else {
			high = middle
		}
	}
	return t.breakLines(high, lines[:0])
}

// place appends the line's fragments, one a piece, to s.frags. X is x for the
// first; Y is 0, for the baseline is not known yet.
func (s *setter) place(l line, x Length) span {
	t := &s.text
	lo := len(s.frags)
	done := 0 // width of the line so far, 1/1000 em
	for i := l.first; i < l.end; {
		n := t.boxes[i].piece
		p := &t.pieces[n]
		start, end, width := t.boxes[i].start, 0, 0
		for ; i < l.end && t.boxes[i].piece == n; i++ {
			end = t.boxes[i].next
			width += t.boxes[i].width + t.boxes[i].space
		}
		content := t.clean[start:end]
		if last := &t.boxes[i-1]; i == l.end && last.after == soft {
			content += "\u00ad"
			width += t.hyphen(last)
		}
		if content == "" {
			continue
		}
		f := Fragment{
			X: x + t.length(done), Width: t.length(width), Text: content, Face: p.face, Size: t.size,
			Owner: p.owner, Lang: p.lang, Long: p.long, Href: p.href, Link: p.link,
		}
		p.long = "" // said once, should the abbreviation ever be divided
		s.frags = append(s.frags, f)
		done += width
	}
	return span{lo, len(s.frags)}
}

// length turns 1/1000 em of the text's size into a Length.
func (t *text) length(width int) Length { return (Length(width)*t.size + 500) / 1000 }

// limit is the largest width in 1/1000 em that fits into the measure.
func (t *text) limit(measure Length) int { return int(measure * 1000 / t.size) }
