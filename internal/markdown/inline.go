package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A block's inline nodes become runs in three steps: the tree is flattened into
// events, the raw HTML among them is matched, and the events are written as
// runs. None of them recurses: the depth of the tree is the input's matter.

type eventKind int

const (
	evText  eventKind = iota // start to stop, with escapes and entities
	evRaw                    // start to stop, as it stands
	evSoft                   // soft break
	evHard                   // hard break
	evOpen                   // a node with children begins
	evClose                  // it ends
	evAuto                   // autolink
	evTag                    // raw HTML
)

type event struct {
	kind        eventKind
	node        ast.Node // of evOpen, evClose, evAuto
	start, stop int      // in the source
	tag         tag
	html        string // evTag: the tag, its line breaks as spaces
}

// tag is what becomes of raw HTML.
type tag int

const (
	tagText    tag = iota // shown as text: no tag of the dialect
	tagAlone              // shown as text: a tag of the dialect without its partner
	tagNote               // a comment: not shown
	tagOpen               // span or abbr, matched
	tagClose              // its end
	tagAnchor             // <a id="…">
	tagAnchor2            // the </a> that belongs to it
)

// flatten lists the inline nodes below block.
func (r *reader) flatten(block ast.Node) []event {
	events := r.events[:0]
	n := block.FirstChild()
	for n != nil {
		descend := true
		switch n := n.(type) {
		case *ast.Text:
			kind := evText
			if n.IsRaw() {
				kind = evRaw
			}
			if last := len(events) - 1; last >= 0 && events[last].kind == kind && events[last].stop == n.Segment.Start {
				events[last].stop = n.Segment.Stop // goldmark parts texts at signs that mean nothing
			} else if n.Segment.Stop > n.Segment.Start {
				events = append(events, event{kind: kind, start: n.Segment.Start, stop: n.Segment.Stop})
			}
			switch {
			case n.HardLineBreak():
				events = append(events, event{kind: evHard, start: n.Segment.Stop})
			case n.SoftLineBreak():
				events = append(events, event{kind: evSoft, start: n.Segment.Stop})
			}
		case *ast.Emphasis, *ast.Link, *ast.Image, *ast.CodeSpan:
			events = append(events, event{kind: evOpen, node: n, start: n.Pos()})
		case *ast.AutoLink:
			events = append(events, event{kind: evAuto, node: n, start: n.Pos()})
			descend = false
		case *ast.RawHTML:
			first, last := n.Segments.At(0), n.Segments.At(n.Segments.Len()-1)
			html := string(n.Segments.Value(r.src.text))
			if strings.ContainsAny(html, "\t\n") {
				html = strings.NewReplacer("\t", " ", "\n", " ").Replace(html)
			}
			events = append(events, event{kind: evTag, start: first.Start, stop: last.Stop, html: html})
			descend = false
		default:
			panic("markdown: unknown inline node " + n.Kind().String())
		}
		if child := n.FirstChild(); descend && child != nil {
			n = child
			continue
		}
		for ; n != block; n = n.Parent() {
			switch n.(type) {
			case *ast.Emphasis, *ast.Link, *ast.Image, *ast.CodeSpan:
				events = append(events, event{kind: evClose, node: n})
			}
			if n.NextSibling() != nil {
				break
			}
		}
		if n == block {
			break
		}
		n = n.NextSibling()
	}
	r.events = events
	return events
}

// The tags of the dialect; their values hold no quotation mark.
const (
	anchorBegin = `<a id="`
	spanBegin   = `<span lang="`
	abbrBegin   = `<abbr title="`
	tagEnd      = `">`
)

// attribute returns the value between the beginning and the end of a tag.
func attribute(html, begin string) (string, bool) {
	v, ok := strings.CutPrefix(html, begin)
	if !ok {
		return "", false
	}
	v, ok = strings.CutSuffix(v, tagEnd)
	return v, ok && v != "" && !strings.Contains(v, `"`)
}

// match decides what becomes of each piece of raw HTML.
func match(events []event) {
	// open holds the events that wait for their end: tags, and nodes, which
	// tags cannot cross.
	var open []int
	tags := 0
	drop := func(to int) {
		for _, i := range open[to:] {
			if events[i].kind == evTag {
				tags--
			}
		}
		open = open[:to]
	}
	for i := range events {
		e := &events[i]
		switch e.kind {
		case evOpen:
			open = append(open, i)
		case evClose:
			for j := len(open) - 1; ; j-- {
				if events[open[j]].kind == evOpen {
					drop(j)
					break
				}
			}
		case evTag:
			if e.tag == tagAnchor2 {
				continue
			}
			e.tag = tagAlone
			switch name := e.html; {
			case strings.HasPrefix(name, "<!--"):
				e.tag = tagNote
			case opens(name):
				if tags < maxTags {
					open = append(open, i)
					tags++
				}
			case name == "</span>" || name == "</abbr>":
				for j := len(open) - 1; j >= 0 && events[open[j]].kind == evTag; j-- {
					o := &events[open[j]]
					if o.html[1:5] == name[2:6] {
						o.tag, e.tag = tagOpen, tagClose
						drop(j)
						break
					}
				}
			default:
				e.tag = tagText
				if id, ok := attribute(name, anchorBegin); ok && isAnchor(id) {
					e.tag = tagAlone
					if i+1 < len(events) && events[i+1].kind == evTag && events[i+1].html == "</a>" {
						e.tag, events[i+1].tag = tagAnchor, tagAnchor2
					}
				}
			}
		}
	}
}

// opens reports whether html is the beginning of a span or abbr of the dialect.
func opens(html string) bool {
	if lang, ok := attribute(html, spanBegin); ok {
		return isLanguage(lang)
	}
	_, ok := attribute(html, abbrBegin)
	return ok
}

// anchorRule says what becomes of anchors in a block.
type anchorRule int

const (
	anchorAsText anchorRule = iota // reported and shown, as any other HTML
	anchorTaken                    // returned
)

// runs makes runs of the inline nodes below block. Where anchors are taken, id
// is the first one and the others are reported.
func (r *reader) runs(block ast.Node, anchors anchorRule) (runs []Run, id string) {
	events := r.flatten(block)
	match(events)
	w := r.writer()
	for i := range events {
		e := &events[i]
		switch e.kind {
		case evText:
			content := r.src.text[e.start:e.stop]
			if at := noteIn(content); at >= 0 {
				// A note must not be printed: the rest of the block may be one.
				w.text(content[:at], e.start)
				r.openComment(e.start + at)
				return w.finish(), id
			}
			w.text(content, e.start)
		case evRaw:
			w.raw(r.src.text[e.start:e.stop], e.start)
		case evSoft:
			w.put(" ", e.start)
		case evHard:
			w.lineBreak(e.start)
		case evOpen:
			w.open(e)
		case evClose:
			if link, ok := e.node.(*ast.Link); ok && w.style.link != 0 && !w.written(w.style.link) {
				r.warn(link.Pos(), "verweis-leer", "Bitte schreiben Sie den Text des Verweises in die eckigen Klammern.",
					"Der Verweis auf %s hat keinen Text; er steht mit seiner Adresse im Dokument.", quoted(w.style.href))
				w.put(w.style.href, link.Pos())
			}
			w.pop()
		case evAuto:
			w.autolink(e)
		case evTag:
			if e.tag == tagAnchor && anchors == anchorTaken {
				value, _ := attribute(e.html, anchorBegin)
				if id == "" {
					id = value
				} else {
					r.warn(e.start, "anker-doppelt", "Bitte löschen Sie einen der Anker.",
						"Die Überschrift hat einen weiteren Anker, „%s“; es gilt „%s“.", value, id)
				}
				continue
			}
			if e.tag == tagAnchor2 && anchors == anchorTaken {
				continue
			}
			w.tag(e)
		}
	}
	return w.finish(), id
}
