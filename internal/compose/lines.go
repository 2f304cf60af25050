package compose

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Templates write a sentence a line and indent as they like. The assembler
// makes Markdown of it: it joins the lines of a paragraph, sets one blank line
// between blocks, takes out the marks of Text and remembers where each stretch
// came from.
//
// A line begins a block when the template itself (a Text never does, it is
// escaped) begins it with "#", "- ", "|", ">" or "<!--". A backslash at its end
// keeps a line's break.
type assembler struct {
	out     strings.Builder
	origins []span
	words   *glossary
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
	tableRow
	comment
)

// block is a block of the template's output: a paragraph's or an item's
// physical lines, with marks and without prefix.
type block struct {
	kind  blockKind
	lines []string
}

// blocks cuts the template's output into blocks.
func blocks(s string) []block {
	var list []block
	open := false // whether the last block takes further lines
	begin := func(k blockKind, line string) {
		list = append(list, block{k, []string{line}})
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
			last := &list[len(list)-1]
			last.lines = append(last.lines, line)
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
			if last := len(list) - 1; open && last >= 0 && list[last].kind == quotation && line != "" {
				list[last].lines = joined(list[last].lines, line)
			} else if line != "" {
				begin(quotation, line)
			} else {
				open = false
			}
		case open && list[len(list)-1].kind != comment:
			last := &list[len(list)-1]
			last.lines = joined(last.lines, line)
		default:
			begin(paragraph, line)
		}
		if list[len(list)-1].kind == comment {
			inComment = !strings.Contains(line, "-->")
			open = false
		}
	}
	return list
}

// joined appends a line to a block's physical lines: with a space, or after a
// hard break as a line of its own.
func joined(lines []string, line string) []string {
	last := len(lines) - 1
	if hardBreak(lines[last]) {
		return append(lines, line)
	}
	lines[last] += " " + line
	return lines
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
			tight := b.kind == list[i-1].kind && (b.kind == item || b.kind == tableRow)
			if !tight {
				if b.kind == quotation && list[i-1].kind == quotation {
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
		a.out.WriteString(strings.Join(b.lines, "\n"))
		mark := strings.Fields(b.lines[0])
		if len(mark) > 2 && mark[1] == "us:teil" {
			a.part = mark[2]
		}
		a.titles = len(mark) > 1 && mark[1] == "us:vereinbarung"
		return
	case heading:
		if strings.HasPrefix(b.lines[0], "## ") {
			clear(a.seen)
		}
	case item:
		prefix = "- "
	case quotation:
		prefix = "> "
	}
	indent := prefix
	if b.kind == item {
		indent = "  "
	}
	for i, line := range b.lines {
		if i > 0 {
			a.out.WriteByte('\n')
			prefix = indent
		}
		a.out.WriteString(prefix)
		resolved, spans := a.resolve(line, i == 0)
		use := use{}
		if a.part == "bericht" && b.kind != heading {
			use = useAll
			use.abbreviations = !a.titles
			use.spellOut = !a.titles && b.kind != tableRow
		}
		resolved, spans = a.words.annotate(resolved, spans, use)
		base := a.out.Len()
		a.out.WriteString(resolved)
		for _, s := range spans {
			a.origins = append(a.origins, span{base + s.start, base + s.end, s.origin})
		}
	}
	a.titles = false
}

// resolve takes the marks out of a physical line.
// first says that the line begins its block: inside a paragraph only a 1 could
// begin a list (CommonMark 0.31, 5.3).
func (a *assembler) resolve(line string, first bool) (string, []span) {
	if !strings.ContainsFunc(line, func(r rune) bool { return r >= markEnd && r <= markStart || r >= markOriginHi }) {
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
			} else {
				cur = span{start: b.Len(), origin: int(high-markOriginHi)*originBase + int(r-markOriginLo)}
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
		case skipping:
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
	r, _ := utf8.DecodeLastRuneInString(s)
	return slices.Contains([]rune(".!?"), r)
}
