package compose

import (
	"strings"

	"umsetzungsstand/internal/typography"
)

// Templates write a sentence a line and indent as they like. The assembler
// makes Markdown of it: it joins the lines of a paragraph, sets one blank line
// between blocks, takes out the marks of Text, has the typography put right and
// remembers where each stretch came from.
//
// A line begins a block when the template itself (a Text never does, it is
// escaped) begins it with "#", "- ", "|", ">" or "<!--". A backslash at its end
// keeps a line's break.
type assembler struct {
	out     strings.Builder
	origins []span
	words   *glossary
	known   int          // how many origins there are
	part    string       // of the last us:teil mark
	titles  bool         // the next paragraph is an agreement's title
	seen    map[int]bool // optional stretches printed since the last section heading
}

// span is a stretch of the output and the index of its origin.
type span struct{ start, end, origin int }

type blockKind int

const (
	paragraph blockKind = iota
	item
	heading
	quotation
	quotedItem
	tableRow
	comment
)

// block is a block of the template's output: a paragraph's or an item's
// physical lines, with marks and without prefix.
type block struct {
	kind  blockKind
	lines []*strings.Builder
}

func (b *block) line(s string) {
	l := new(strings.Builder)
	l.WriteString(s)
	b.lines = append(b.lines, l)
}

// join adds a line of the template's to the block: with a space, or after a
// hard break as a line of its own.
func (b *block) join(s string) {
	last := b.lines[len(b.lines)-1]
	if hardBreak(last.String()) {
		b.line(s)
		return
	}
	last.WriteByte(' ')
	last.WriteString(s)
}

// blocks cuts the template's output into blocks.
func blocks(s string) []block {
	var list []block
	open := false // whether the last block takes further lines
	begin := func(k blockKind, line string) {
		list = append(list, block{kind: k})
		list[len(list)-1].line(line)
		open = true
	}
	inComment := false
	for whole := range strings.SplitSeq(s, "\n") {
		bare := strings.ReplaceAll(whole, string(rune(markLine)), "")
		line := strings.Trim(bare, " \t\r")
		if line == "" && len(bare) != len(whole) {
			continue // a line of actions that printed nothing
		}
		switch {
		case inComment:
			list[len(list)-1].line(line)
		case line == "":
			open = false
			continue
		case strings.HasPrefix(line, "<!--"):
			begin(comment, line)
		case strings.HasPrefix(line, "#"):
			begin(heading, line)
			open = false
		case strings.HasPrefix(line, "- "):
			begin(item, strings.TrimLeft(line[2:], " "))
		case strings.HasPrefix(line, "|"):
			begin(tableRow, line)
			open = false
		case strings.HasPrefix(line, ">"):
			line = strings.TrimLeft(line[1:], " ")
			last := len(list) - 1
			switch {
			case line == "":
				open = false
			case strings.HasPrefix(line, "- "):
				begin(quotedItem, strings.TrimLeft(line[2:], " "))
			case open && last >= 0 && (list[last].kind == quotation || list[last].kind == quotedItem):
				list[last].join(line)
			default:
				begin(quotation, line)
			}
		case open && list[len(list)-1].kind != comment:
			list[len(list)-1].join(line)
		default:
			begin(paragraph, line)
		}
		if len(list) > 0 && list[len(list)-1].kind == comment {
			inComment = !strings.Contains(line, "-->")
			open = false
		}
	}
	return list
}

// hardBreak reports whether the line ends in a backslash that escapes nothing
// and stands in the template (a Text ends with its mark).
func hardBreak(line string) bool {
	n := len(line) - len(strings.TrimRight(line, `\`))
	return n%2 == 1
}

// assemble writes the template's output as Markdown.
func (a *assembler) assemble(s string) {
	a.seen = map[int]bool{}
	list := blocks(s)
	for i, b := range list {
		if i > 0 {
			a.out.WriteByte('\n')
			tight := b.kind == list[i-1].kind && (b.kind == item || b.kind == quotedItem || b.kind == tableRow)
			quoted := func(k blockKind) bool { return k == quotation || k == quotedItem }
			if !tight {
				if quoted(b.kind) && quoted(list[i-1].kind) {
					a.out.WriteByte('>')
				}
				a.out.WriteByte('\n')
			}
		}
		a.write(b)
	}
	if len(list) > 0 {
		a.out.WriteByte('\n')
	}
}

// write writes one block.
func (a *assembler) write(b block) {
	prefix := ""
	switch b.kind {
	case comment:
		for i, line := range b.lines {
			if i > 0 {
				a.out.WriteByte('\n')
			}
			a.out.WriteString(line.String())
		}
		mark := strings.Fields(b.lines[0].String())
		if len(mark) > 2 && mark[1] == "us:teil" {
			a.part = mark[2]
		}
		a.titles = len(mark) > 1 && mark[1] == "us:vereinbarung"
		return
	case heading:
		if strings.HasPrefix(b.lines[0].String(), "## ") {
			clear(a.seen)
		}
	case item:
		prefix = "- "
	case quotation:
		prefix = "> "
	case quotedItem:
		prefix = "> - "
	}
	var text strings.Builder
	var spans []span
	for i, line := range b.lines {
		if i > 0 {
			text.WriteByte('\n')
		}
		resolved, found := a.resolve(line.String(), i == 0)
		use := use{}
		if a.part == "bericht" && b.kind != heading {
			use = useAll
			use.abbreviations = !a.titles
			use.spellOut = !a.titles && b.kind != tableRow
		}
		resolved, found = a.words.annotate(resolved, found, use)
		base := text.Len()
		text.WriteString(resolved)
		for _, s := range found {
			spans = append(spans, span{base + s.start, base + s.end, s.origin})
		}
	}
	normal, changes := typography.Normalise(text.String())
	for i, s := range spans {
		spans[i].start, spans[i].end = typography.Move(changes, s.start), typography.Move(changes, s.end)
	}
	a.print(normal, spans, prefix)
	a.titles = false
}

// print writes a block's lines behind the prefix of its first, and remembers
// where its spans, which are in order, have come to stand.
func (a *assembler) print(text string, spans []span, prefix string) {
	from := 0 // where the line begins in text
	for line := range strings.SplitSeq(text, "\n") {
		if from > 0 {
			a.out.WriteByte('\n')
		}
		a.out.WriteString(prefix)
		prefix = strings.ReplaceAll(prefix, "-", " ")
		shift := a.out.Len() - from
		a.out.WriteString(line)
		for end := from + len(line); len(spans) > 0 && spans[0].start <= end; spans = spans[1:] {
			a.origins = append(a.origins, span{spans[0].start + shift, spans[0].end + shift, spans[0].origin})
		}
		from += len(line) + 1
	}
}

// resolve takes the marks out of a physical line and says where its stretches
// came from. first says that the line begins its block: inside a paragraph only a 1 could
// begin a list (CommonMark 0.31, 5.3).
func (a *assembler) resolve(line string, first bool) (string, []span) {
	if !strings.ContainsFunc(line, isMark) {
		return line, nil
	}
	var b strings.Builder
	var spans []span
	var cur span
	var high rune
	skipping := false
	closed := false // a fragment has just ended
	for _, r := range line {
		switch {
		case r >= markOriginLo:
			if high >= markOnceHi {
				id := int(high-markOnceHi)*originBase + int(r-markOriginLo)
				skipping = a.seen[id]
				a.seen[id] = true
			} else if origin := int(high-markOriginHi)*originBase + int(r-markOriginLo); high != 0 && origin < a.known {
				cur = span{start: b.Len(), origin: origin}
			}
		case r >= markOriginHi:
			high = r
		case r == markEnd:
			if cur.origin != 0 {
				cur.end = b.Len()
				spans = append(spans, cur)
				cur = span{}
			}
			skipping = false
			closed = true
			continue
		case r == markStart:
			if before := b.String(); !skipping && digits(before) && (first || before == "" || before == "1") {
				b.WriteByte('\\')
			}
			continue
		case skipping || r >= 0xE000 && r <= 0xF8FF:
			continue
		case r == '.' && closed && endsSentence(b.String()):
			// „… e. V.“ closes its sentence itself.
		default:
			b.WriteRune(r)
		}
		if r < markOriginHi {
			closed = false
		}
	}
	return b.String(), spans
}

// endsSentence reports whether the text ends with a full stop or another mark
// that closes a sentence.
func endsSentence(s string) bool {
	return s != "" && strings.ContainsRune(".!?", rune(s[len(s)-1]))
}
