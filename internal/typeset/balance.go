package typeset

// keepWords lets lines end between words only, not at hyphens, but for words
// that no line can hold.
func (t *text) keepWords(limit int) {
	for i := 0; i < len(t.boxes); {
		end, width := t.whole(i)
		if width <= limit {
			for ; i < end-1; i++ {
				t.boxes[i].after = join
			}
		}
		i = end
	}
}

// whole returns the end of the boxes that begin at i and stand between places
// where a line may end without a hyphen, and their width.
func (t *text) whole(i int) (end, width int) {
	for {
		b := &t.boxes[i]
		width += b.width
		if i++; b.after == blank || b.after == forced {
			return i, width
		}
		width += b.space + b.kern
	}
}

// balance makes lines of a heading about equally long: it fills them at the
// smallest measure that needs no more of them.
func (t *text) balance(limit int, lines []line) []line {
	lines = t.fill(limit, lines)
	n := len(lines)
	if n < 2 {
		return lines
	}
	widest := 0
	for i := 0; i < len(t.boxes); {
		end, w := t.word(i)
		i, widest = end, max(widest, w)
	}
	low, high := min(widest, limit)-1, limit // low is too narrow, high is not
	for high-low > 100 {
		middle := (low + high) / 2
		if lines = t.fill(middle, lines[:0]); len(lines) > n {
			low = middle
		} else {
			high = middle
		}
	}
	return t.fill(high, lines[:0])
}

// fill divides the text into lines of at most limit (1/1000 em), each filled as
// far as it goes, and returns them appended to lines.
func (t *text) fill(limit int, lines []line) []line {
	t.sum()
	first, best := 0, -1 // best is the last box after which the line can end
	for i := 0; i < len(t.boxes); i++ {
		after := t.boxes[i].after
		if t.sums[i]+t.boxes[i].width-t.sums[first] > limit && best >= 0 {
			lines = append(lines, line{first, best + 1})
			first, i, best = best+1, best, -1
			continue
		}
		switch {
		case after == forced:
			lines = append(lines, line{first, i + 1})
			first, best = i+1, -1
		case after != join && t.width(first, i) <= limit:
			best = i
		}
	}
	return lines
}
