package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// style is what a run has beside its text.
type style struct {
	bold, italic, code bool
	link               int
	href, lang, long   string
}

// runWriter writes the runs of one block.
type runWriter struct {
	r     *reader
	runs  []Run
	style style
	stack []style
	from  int   // where in r.text the open run begins
	is    style // style of the open run
	begun bool  // a run is open
	empty bool  // nothing stands in the line yet
	skip  bool  // a comment has vanished: of the spaces around it one stays

	reported map[string]int // beginnings of elements that were reported: their ends need not be
}

// writer returns the reader's writer, ready for a block.
func (r *reader) writer() *runWriter {
	w := &r.w
	*w = runWriter{r: r, runs: w.runs[:0], stack: w.stack[:0], empty: true}
	return w
}

// put writes text that stands at an offset of the source.
func (w *runWriter) put(s string, offset int) {
	if w.empty || w.skip && w.spaced() {
		s = strings.TrimLeft(s, " ")
	}
	if s == "" {
		return
	}
	w.begin(offset)
	w.r.text.WriteString(s)
}

// begin makes sure that a run in the present style is open.
func (w *runWriter) begin(offset int) {
	w.empty, w.skip = false, false
	if w.begun && w.is == w.style {
		return
	}
	w.end()
	st := &w.style
	w.runs = append(w.runs, Run{Bold: st.bold, Italic: st.italic, Code: st.code, Link: st.link, Href: st.href,
		Lang: st.lang, Long: st.long, Pos: w.r.src.pos(offset), at: offset})
	w.begun, w.is, w.from = true, w.style, w.r.text.Len()
}

// end closes the open run.
func (w *runWriter) end() {
	if w.begun {
		w.runs[len(w.runs)-1].Text = w.r.text.String()[w.from:]
		w.begun = false
	}
}

// spaced reports whether the text so far ends with a space.
func (w *runWriter) spaced() bool {
	s := w.r.text.String()
	return len(w.runs) > 0 && !w.empty && strings.HasSuffix(s, " ")
}

// written reports whether the link has any text.
func (w *runWriter) written(link int) bool {
	return len(w.runs) > 0 && w.runs[len(w.runs)-1].Link == link
}

// text writes source text with escapes and entities.
func (w *runWriter) text(b []byte, offset int) {
	plain := 0
	for i := 0; i < len(b); {
		switch b[i] {
		case '\\':
			if i+1 < len(b) && util.IsPunct(b[i+1]) {
				w.putBytes(b[plain:i], offset+plain)
				w.putBytes(b[i+1:i+2], offset+i)
				i += 2
				plain = i
				continue
			}
		case '&':
			if v, size := entity(b[i:]); size > 0 {
				w.putBytes(b[plain:i], offset+plain)
				w.putEntity(v, offset+i)
				i += size
				plain = i
				continue
			}
		case '\t', '\n':
			w.putBytes(b[plain:i], offset+plain)
			w.put(" ", offset+i)
			plain = i + 1
		}
		i++
	}
	w.putBytes(b[plain:], offset+plain)
}

// raw writes source text as it stands.
func (w *runWriter) raw(b []byte, offset int) {
	for len(b) > 0 {
		n := bytes.IndexAny(b, "\t\n")
		if n < 0 {
			w.putBytes(b, offset)
			return
		}
		w.putBytes(b[:n], offset)
		w.put(" ", offset+n)
		b, offset = b[n+1:], offset+n+1
	}
}

func (w *runWriter) putBytes(b []byte, offset int) {
	if w.empty || w.skip {
		w.put(string(b), offset)
	} else if len(b) > 0 {
		w.begin(offset)
		w.r.text.Write(b)
	}
}

// putEntity writes what an entity stands for.
func (w *runWriter) putEntity(v string, offset int) {
	for _, c := range v {
		switch {
		case c == '\n' || c == '\t' || c == '\r':
			w.put(" ", offset)
		case forbidden(c):
			w.r.findings.Add(removedFinding(w.r.src.pos(offset), c, ""))
		case c == ' ':
			w.put(" ", offset)
		default:
			w.begin(offset)
			w.r.text.WriteRune(c)
		}
	}
}

// lineBreak writes a hard break.
func (w *runWriter) lineBreak(offset int) {
	w.trim()
	if n := len(w.runs); n > 0 && !w.runs[n-1].Break {
		w.runs = append(w.runs, Run{Break: true, Pos: w.r.src.pos(offset)})
	}
	w.empty = true
}

// trim takes the spaces at the end of the line away.
func (w *runWriter) trim() {
	w.end()
	for n := len(w.runs) - 1; n >= 0 && !w.runs[n].Break; n-- {
		w.runs[n].Text = strings.TrimRight(w.runs[n].Text, " ")
		if w.runs[n].Text != "" {
			return
		}
		w.runs = w.runs[:n]
	}
}

// finish returns the block's runs.
func (w *runWriter) finish() []Run {
	w.trim()
	n := len(w.runs)
	for n > 0 && w.runs[n-1].Break {
		n--
	}
	if n == 0 {
		return nil
	}
	return append(make([]Run, 0, n), w.runs[:n]...)
}

func (w *runWriter) push() { w.stack = append(w.stack, w.style) }

func (w *runWriter) pop() {
	w.style = w.stack[len(w.stack)-1]
	w.stack = w.stack[:len(w.stack)-1]
}

// open begins an inline node.
func (w *runWriter) open(e *event) {
	w.push()
	switch n := e.node.(type) {
	case *ast.Emphasis:
		if n.Level == 2 {
			w.style.bold = true
		} else {
			w.style.italic = true
		}
	case *ast.CodeSpan:
		w.style.code = true
	case *ast.Image:
		w.r.warn(e.start, "bild", "Bitte löschen Sie das Bild; sein Ersatztext steht im Dokument.",
			"Bilder kann das Dokument nicht aufnehmen.")
	case *ast.Link:
		if n.Reference != nil {
			w.r.used[util.ToLinkReference(n.Reference.Value)] = true
		}
		if len(n.Title) > 0 {
			w.r.warn(e.start, "verweis-titel", "Bitte löschen Sie den Titel, oder schreiben Sie ihn in den Text.",
				"Der Titel eines Verweises, „%s“, erscheint im Dokument nicht.", shortened(string(n.Title)))
		}
		w.link(unescape(string(n.Destination), true), e.start)
	default:
		panic("markdown: unknown inline node " + n.Kind().String())
	}
}

// link begins a link in the present style, unless its address is none that the
// document can have.
func (w *runWriter) link(address string, offset int) {
	href := address
	if w.style.link != 0 { // goldmark lets an autolink stand in a link
		if address != w.style.href {
			w.r.warn(offset, "verweis-im-verweis", "Bitte trennen Sie die beiden Verweise.",
				"Im Text eines Verweises steht ein weiterer, auf %s; beide führen zu %s.", quoted(address), quoted(w.style.href))
		}
		return
	}
	if id, ok := strings.CutPrefix(address, "#"); ok {
		if _, exists := w.r.ids[id]; !exists {
			w.r.warn(offset, "anker-fehlt", "Der Anker einer Überschrift steht in ihr als „<a id=\"name\"></a>“.",
				"Der Verweis auf %s hat kein Ziel; er steht als Text im Dokument.", quoted(address))
			return
		}
	} else if href, ok = webAddress(address); !ok {
		w.r.warn(offset, "verweis-ziel", "Möglich sind Adressen mit https, http oder mailto und höchstens 2000 Zeichen sowie Anker wie „#ungarn“.",
			"Auf die Adresse %s kann das Dokument nicht verweisen; der Verweis steht als Text darin.", quoted(address))
		return
	}
	w.r.links++
	w.style.link, w.style.href = w.r.links, href
}

// maxAddress is how long an address may be. A PDF could hold one of 32,767
// characters (ISO 19005-2, 6.1.13); what is as long as that is none.
const maxAddress = 2000

// webAddress returns an http, https or mailto address in percent-encoded ASCII.
func webAddress(address string) (string, bool) {
	href := string(util.URLEscape([]byte(address), false))
	u, err := url.Parse(href)
	if err != nil || len(href) > maxAddress {
		return "", false
	}
	switch u.Scheme {
	case "http", "https":
		return href, u.Host != ""
	case "mailto":
		return href, u.Opaque != ""
	}
	return "", false
}

// autolink writes an autolink.
func (w *runWriter) autolink(e *event) {
	n := e.node.(*ast.AutoLink)
	label := n.Label(w.r.src.text)
	address := string(label)
	if n.AutoLinkType == ast.AutoLinkEmail {
		address = "mailto:" + address
	}
	w.push()
	w.link(address, e.start)
	w.raw(label, e.start+1)
	w.pop()
}

// tag writes a piece of raw HTML.
func (w *runWriter) tag(e *event) {
	switch e.tag {
	case tagOpen:
		w.push()
		if lang, ok := attribute(e.html, spanBegin); ok {
			w.style.lang = lang
		} else if long, ok := attribute(e.html, abbrBegin); ok {
			w.style.long = strings.TrimSpace(unescape(long, false))
		}
		return
	case tagClose:
		w.pop()
		return
	case tagNote:
		if commentEnd([]byte(e.html)) < 0 {
			w.r.openComment(e.start)
		}
		if name, ok := markName(comment(e.html)); ok {
			w.r.error(e.start, "marke-stelle", "Bitte setzen Sie die Marke in eine eigene Zeile am linken Rand.",
				"Die Marke „us:%s“ steht im Text.", shortened(name))
		}
		w.skip = true
		return
	case tagAlone, tagText:
		w.strange(e)
	case tagAnchor:
		w.r.warn(e.start, "anker-stelle", "Bitte setzen Sie den Anker in eine Überschrift.",
			"Der Anker %s steht nicht in einer Überschrift; er steht als Text im Dokument.", quoted(e.html+"</a>"))
	case tagAnchor2: // reported with its beginning
	default:
		panic("markdown: unknown tag")
	}
	w.put(e.html, e.start)
}

// strange reports a tag that is shown as text, but not the end of an element
// whose beginning has been reported.
func (w *runWriter) strange(e *event) {
	name := strings.TrimLeft(e.html, "</")
	if i := strings.IndexAny(name, " />"); i >= 0 {
		name = name[:i]
	}
	if !strings.HasPrefix(e.html, "</") {
		if w.reported == nil {
			w.reported = map[string]int{}
		}
		w.reported[name]++
	} else if w.reported[name] > 0 {
		w.reported[name]--
		return
	}
	if e.tag == tagAlone {
		w.r.warn(e.start, "html-offen", "Beginn und Ende gehören in denselben Absatz, ineinander geschachtelt.",
			"Zu %s fehlt das Gegenstück; es steht als Text im Dokument.", quoted(e.html))
		return
	}
	w.r.warn(e.start, "html-unbekannt",
		"Möglich sind <span lang=\"fr\">…</span>, <abbr title=\"…\">…</abbr> und in Überschriften <a id=\"…\"></a>.",
		"HTML wie %s versteht das Dokument nicht; es steht als Text darin.", quoted(e.html))
}
