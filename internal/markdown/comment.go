package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// A comment ends with the first "-->". Where another comment begins before that,
// the first has been left open: its end is that of a mark or note far below, and
// all between would vanish. That is an error, and the open comment is taken to
// reach to the next blank line, so that what follows is read.

const commentBegin = "<!--"

// comment returns what stands in an HTML comment.
func comment(html string) string {
	s := strings.TrimPrefix(html, "<!--")
	return strings.TrimSuffix(s, "-->")
}

// commentEnd returns the length of the comment that html begins with, or -1
// where it is not closed before another one begins. "<!-->" and "<!--->" are
// comments.
func commentEnd(html []byte) int {
	if next := bytes.Index(html[len(commentBegin):], []byte(commentBegin)); next >= 0 {
		html = html[:len(commentBegin)+next]
	}
	i := bytes.Index(html[2:], []byte("-->"))
	if i < 0 {
		return -1
	}
	return i + 5
}

// comments reads a block that begins with a comment: marks, notes, and text
// behind them, which other readers would swallow.
func (r *reader) comments(n *ast.HTMLBlock, where place, out []Block) []Block {
	raw, at := r.html(n)
	for i := 0; ; {
		i += len(raw[i:]) - len(bytes.TrimLeft(raw[i:], " \t\n"))
		if i == len(raw) {
			return out
		}
		if bytes.HasPrefix(raw[i:], []byte("<!--")) {
			size := commentEnd(raw[i:])
			if size < 0 {
				r.openComment(at(i))
				return out
			}
			r.comment(string(raw[i:i+size]), at(i), where)
			i += size
			continue
		}
		size := len(raw) - i
		if next := bytes.Index(raw[i:], []byte("<!--")); next >= 0 {
			size = next
		}
		content := strings.TrimSpace(string(raw[i : i+size]))
		r.warn(at(i), "kommentar-text", "Bitte beginnen Sie nach dem Kommentar eine neue Zeile.",
			"Text in der Zeile eines Kommentars sehen andere Programme nicht; er steht ohne Hervorhebungen im Dokument.")
		w := r.writer()
		w.put(strings.ReplaceAll(unescape(content, true), "\t", " "), at(i))
		if runs := w.finish(); len(runs) > 0 {
			p := &Paragraph{Runs: runs, Pos: runs[0].Pos}
			if where == inZone {
				r.add(p) // a further mark in this block may open another zone
			} else {
				out = append(out, p)
			}
		}
		i += size
	}
}

// withoutNotes takes the notes out of the source of a block that is shown as it
// stands, lest a clerk's note be printed.
func (r *reader) withoutNotes(source string, offset int) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(source, "<!--")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		html := "<!--" + after
		size := commentEnd([]byte(html))
		if size < 0 {
			r.openComment(offset)
			return b.String()
		}
		r.comment(html[:size], offset, inItem)
		source = html[size:]
	}
}

// openComment reports a comment without an end.
func (r *reader) openComment(offset int) {
	r.error(offset, "kommentar-offen", "Bitte schließen Sie den Kommentar mit „-->“.",
		"Der hier begonnene Kommentar hat kein Ende; er verdeckt Text, der folgt.")
}

// noteIn returns where in source text with escapes a comment begins, or -1.
func noteIn(b []byte) int {
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte(commentBegin))
		if i < 0 {
			return -1
		}
		i += from
		backslashes := 0
		for backslashes < i && b[i-backslashes-1] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return i
		}
		from = i + 1
	}
}

// openMark is a comment without an end that may be a mark.
type openMark struct {
	html   string
	offset int
	where  place
}

// cutComments reports the open comments among the blocks and blanks them out in
// the source, which has to be parsed anew if there are any.
func (r *reader) cutComments(parent ast.Node, where place, cut []openMark) []openMark {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.List, *ast.ListItem, *ast.Blockquote:
			cut = r.cutComments(n, inItem, cut)
		case *ast.HTMLBlock:
			if n.HTMLBlockType == ast.HTMLBlockType2 {
				cut = r.cutBlock(n, where, cut)
			}
		}
	}
	return cut
}

func (r *reader) cutBlock(n *ast.HTMLBlock, where place, cut []openMark) []openMark {
	raw, at := r.html(n)
	anew := false // what follows is going to be read as Markdown
	for i := 0; ; {
		next := bytes.Index(raw[i:], []byte(commentBegin))
		if next < 0 {
			return cut
		}
		before := bytes.TrimRight(raw[i:i+next], " ")
		i += next
		if anew && len(before) > 0 && before[len(before)-1] != '\n' {
			i += len(commentBegin) // within a paragraph: see runs
			continue
		}
		if size := commentEnd(raw[i:]); size >= 0 {
			i += size
			continue
		}
		r.openComment(at(i))
		size := openEnd(raw[i:])
		cut = append(cut, openMark{string(raw[i : i+size]), at(i), where})
		for range size {
			r.src.blank(at(i), ' ')
			i++
		}
		if where == inZone && i < len(raw) && raw[i-1] != '\n' {
			r.src.blank(at(i-1), '\n') // the comment that follows begins a block
		}
		anew = true
	}
}

// openEnd returns how far the open comment that html begins with is taken to
// reach: to the next blank line or comment.
func openEnd(html []byte) int {
	if next := bytes.Index(html[len(commentBegin):], []byte(commentBegin)); next >= 0 {
		html = html[:len(commentBegin)+next]
	}
	for i := 0; ; {
		n := bytes.IndexByte(html[i:], '\n')
		if n < 0 {
			return len(html)
		}
		i += n + 1
		if line, _, _ := bytes.Cut(html[i:], []byte{'\n'}); len(bytes.TrimSpace(line)) == 0 {
			return i
		}
	}
}

// html returns the source of an HTML block without the prefixes of quotes and
// lists, and the way from its offsets to those of the draft.
func (r *reader) html(n *ast.HTMLBlock) ([]byte, func(int) int) {
	var lines []text.Segment
	size := 0
	for i := range n.Lines().Len() {
		lines = append(lines, n.Lines().At(i))
	}
	if n.HasClosure() {
		lines = append(lines, n.ClosureLine)
	}
	for _, l := range lines {
		size += l.Stop - l.Start
	}
	first := lines[0].Start
	if end := lines[len(lines)-1].Stop; end-first == size {
		return r.src.text[first:end], func(i int) int { return first + i }
	}
	raw, starts := make([]byte, 0, size), make([]int, 0, len(lines))
	for _, l := range lines {
		starts = append(starts, len(raw))
		raw = append(raw, r.src.text[l.Start:l.Stop]...)
	}
	return raw, func(i int) int {
		l, found := slices.BinarySearch(starts, i)
		if !found {
			l--
		}
		return lines[l].Start + i - starts[l]
	}
}
