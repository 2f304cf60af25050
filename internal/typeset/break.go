package typeset

import "math"

// line is the boxes from first to before end.
type line struct {
	first, end int
}

// way says how a text is to be broken into lines.
type way struct {
	*LineStyle
	limit     int // measure, 1/1000 em
	justified bool
	divide    int // Format.Divide
}

// breaker is the memory of breakLines, kept from one text to the next.
type breaker struct {
	sums   []int  // width of all that stands before box i, with spaces and kerning
	spaces []int  // width of the spaces before box i
	nodes  []node // by box
}

// node is a place where a line can end, reached in the best way.
type node struct {
	next   int   // the box that the next line begins with
	prev   int32 // the node that the line begins at, -1 for the first line
	class  uint8 // of the line
	hyphen uint8 // so many lines running end with a hyphen, this one included
	worst  int   // badness of the worst line so far
	cost   int64 // of all lines so far
}

// The classes of lines by how full they are. Where lines of far classes follow
// each other, the eye sees a hole.
const (
	tight = iota
	decent
	loose
	veryLoose
	classes
)

// mostHyphens is how many hyphens running nodes tell apart.
const mostHyphens = 2

// breakLines divides the text into lines and returns them appended to lines;
// good reports whether each is as full as the style wants. No line is wider
// than the measure, unless a single box is: words wider than that must have
// been cut (cutWide).
//
// All lines of a paragraph are weighed together (Knuth & Plass, "Breaking
// paragraphs into lines", Software: Practice and Experience 11, 1981): among all
// ways of breaking it, the one whose lines cost least. What a line costs says
// weigh. A line is never refused for being too loose, so there always is a way.
func (t *text) breakLines(w *way, lines []line) (_ []line, good bool) {
	t.sum()
	good = true
	for first := 0; first < len(t.boxes); {
		end := first
		for t.boxes[end].after != forced {
			end++
		}
		var ok bool
		lines, ok = t.breakPart(w, first, end, lines)
		good = good && ok
		first = end + 1
	}
	return lines, good
}

// sum adds up the widths of the boxes.
func (t *text) sum() {
	t.sums, t.spaces = append(t.sums[:0], 0), append(t.spaces[:0], 0)
	for i := range t.boxes {
		b := &t.boxes[i]
		t.sums = append(t.sums, t.sums[i]+b.width+b.space+b.kern)
		t.spaces = append(t.spaces, t.spaces[i]+b.space)
	}
}

// width returns the natural width of a line of the boxes a to b, with the
// hyphen that a division asks for.
func (t *text) width(a, b int) int {
	w := t.sums[b] + t.boxes[b].width - t.sums[a]
	if last := &t.boxes[b]; last.after == soft {
		w += t.hyphen(last)
	}
	return w
}

// breakPart breaks the boxes from first to last, after which a line must end.
func (t *text) breakPart(w *way, first, last int, lines []line) (_ []line, good bool) {
	t.nodes = append(t.nodes[:0], node{next: first, prev: -1, class: decent})
	active := 0  // the first node from which a line still fits
	before := -1 // the last box before b after which a line can end without a division
	for b := first; b <= last; b++ {
		box := &t.boxes[b]
		if box.after == join {
			continue
		}
		var (
			best  [mostHyphens + 1][classes]node
			found [mostHyphens + 1][classes]bool
			ended bool // a line can end here
		)
		for i := active; i < len(t.nodes); i++ {
			n, wide := &t.nodes[i], false
			if t.tooWide(w, n.next, b) {
				active = i + 1
				// A single box that is wider than the measure stands alone.
				if wide = active == len(t.nodes) && !ended && box.after != soft; !wide {
					continue
				}
			}
			next, ok := t.weigh(w, n, b, before)
			if !ok && !wide {
				continue
			}
			next.prev = int32(i)
			h, c := next.hyphen, next.class
			if !found[h][c] || next.cost < best[h][c].cost {
				best[h][c], found[h][c], ended = next, true, true
			}
		}
		least := int64(math.MaxInt64 - w.Unlike) // with as few hyphens running, or fewer
		for h := range best {
			for c := range best[h] {
				if found[h][c] {
					least = min(least, best[h][c].cost)
				}
			}
			for c := range best[h] {
				// What follows cannot make up for more than being of another class.
				if found[h][c] && best[h][c].cost <= least+w.Unlike {
					t.nodes = append(t.nodes, best[h][c])
				}
			}
		}
		if box.after != soft {
			before = b
		}
	}
	n := len(t.nodes) - 1
	for i := n - 1; i >= 0 && t.nodes[i].next == last+1; i-- {
		if t.nodes[i].cost < t.nodes[n].cost {
			n = i
		}
	}
	good = t.nodes[n].worst <= w.Tolerance
	from := len(lines)
	for ; t.nodes[n].prev >= 0; n = int(t.nodes[n].prev) {
		lines = append(lines, line{t.nodes[t.nodes[n].prev].next, t.nodes[n].next})
	}
	for i, j := from, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
	return lines, good
}

// tooWide reports whether a line of the boxes a to b does not fit, nor any
// longer one: even without a hyphen and with its spaces as narrow as they may be.
func (t *text) tooWide(w *way, a, b int) bool {
	width := t.sums[b] + t.boxes[b].width - t.sums[a]
	if w.justified {
		width -= (t.spaces[b] - t.spaces[a]) * w.Shrink / 1000
	}
	return width > w.limit
}

// weigh returns the node after a line from node n to the box b, and whether the
// line may be set. before is the last box before b after which it could have
// ended without a division.
//
// A line costs (Line + badness + penalty)², as Knuth and Plass have it. Its badness
// is 100 where it is as short, loose or tight as a line should be at most, and
// grows with the third power. Dearer still are a hyphen after a hyphen, a line
// beside one of a far class, and a last line that is hardly there.
func (t *text) weigh(w *way, n *node, b, before int) (node, bool) {
	var (
		box  = &t.boxes[b]
		end  = box.after == forced
		gap  = w.limit - t.width(n.next, b)
		next = node{next: b + 1, class: decent}
		bad  int
		ok   bool
	)
	if w.justified {
		bad, next.class, ok = w.justifiedBadness(gap, t.spaces[b]-t.spaces[n.next], end)
	} else {
		bad, next.class, ok = w.raggedBadness(gap, w.limit, end)
	}
	penalty := 0
	switch box.after {
	case soft:
		if !w.justified && before >= n.next && t.width(n.next, before)*1000 >= w.limit*w.divide {
			ok = false // full enough without a division
		}
		penalty = w.Division
	case ownHyphen:
		penalty = w.Hyphen
	case cut:
		penalty = w.Cut
	}
	if box.after == soft || box.end > box.start && t.clean[box.end-1] == '-' { // „Bundes-“ too
		next.hyphen = min(n.hyphen+1, mostHyphens)
	}
	cost := int64(w.Line+bad+penalty) * int64(w.Line+bad+penalty)
	running := w.RaggedHyphens
	if w.justified {
		running = w.JustifiedHyphens
	}
	if next.hyphen > 0 && int(n.hyphen) >= running {
		cost += w.Forbidden
	}
	if n.prev >= 0 && !end && (next.class > n.class+1 || n.class > next.class+1) {
		cost += w.Unlike
	}
	if end && n.prev >= 0 {
		if w.limit-gap < w.limit*w.ShortLast/1000 {
			cost += w.Short
		}
		if n.hyphen > 0 {
			cost += w.HyphenBeforeLast
		}
		if t.boxes[n.next-1].after == soft && t.spaces[b] == t.spaces[n.next] {
			cost += w.RestOfWord
		}
	}
	next.cost, next.worst = n.cost+cost, max(n.worst, bad)
	return next, ok
}

// Where badness no longer grows, so that costs can be added up.
const (
	mostBadness = 1_000_000
	loosest     = 20_000 // 1/1000 of what spaces give at best
)

// raggedBadness weighs a ragged line that is by gap too short for the measure.
func (l *LineStyle) raggedBadness(gap, limit int, last bool) (bad int, class uint8, ok bool) {
	switch {
	case gap < 0:
		return 0, 0, false
	case last:
		return 0, decent, true
	}
	short := gap * 1000 / limit // 1/1000 of the measure
	bad = min(cube(short)*100/cube(l.Rag), mostBadness)
	switch {
	case short*3 <= l.Rag:
		class = tight
	case short*3 <= 2*l.Rag:
		class = decent
	case short <= l.Rag*3/2:
		class = loose
	default:
		class = veryLoose
	}
	return bad, class, true
}

// justifiedBadness weighs a justified line whose spaces, together so wide, have
// to take up the gap or, where that is negative, give it.
func (l *LineStyle) justifiedBadness(gap, spaces int, last bool) (bad int, class uint8, ok bool) {
	if last && gap >= 0 {
		return 0, decent, true
	}
	room := spaces * l.Stretch / 1000
	if gap < 0 {
		if room = spaces * l.Shrink / 1000; -gap > room {
			return 0, 0, false
		}
		gap = -gap
		class = decent
		if gap*2 > room {
			class = tight
		}
		return cube(gap*1000/max(room, 1)) / 10_000_000, class, true
	}
	r := loosest
	if room > 0 {
		r = min(gap*1000/room, loosest)
	}
	bad = cube(r) / 10_000_000
	switch {
	case r <= 500:
		class = decent
	case r <= 1000:
		class = loose
	default:
		class = veryLoose
	}
	return bad, class, true
}

func cube(x int) int { return x * x * x }
