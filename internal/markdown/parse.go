package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"umsetzungsstand/internal/diag"
)

// Parse reads a draft; name is the file's name for findings. The findings are
// sorted. The document is never nil and holds what could be read: with errors
// among the findings it says something else than the draft means, and nothing
// should be made of it.
func Parse(src []byte, name string) (*Document, diag.List) {
	r := &reader{doc: &Document{}, ids: map[string]int{}, used: map[string]bool{}, part: -1, zone: -1}
	r.src = newSource(src, name, &r.findings)
	r.text.Grow(len(r.src.text))
	root, limits := parseTree(r.src.text)
	cut := r.cutComments(root, inZone, nil)
	if len(cut) > 0 {
		root, limits = parseTree(r.src.text)
	}
	mendOrder(root)
	r.findAnchors(root)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		for ; len(cut) > 0 && cut[0].offset < r.offset(n); cut = cut[1:] {
			r.comment(cut[0].html, cut[0].offset, cut[0].where)
		}
		for _, b := range r.block(n, inZone, nil) {
			r.add(b)
		}
	}
	for _, c := range cut {
		r.comment(c.html, c.offset, c.where)
	}
	r.closeMarks()
	r.finish(limits)
	r.findings.Sort()
	r.doc.src = r.src
	return r.doc, r.findings
}

// offset returns where a block of the draft's highest level begins.
func (r *reader) offset(n ast.Node) int {
	if table, ok := n.(*east.Table); ok {
		return r.tableStart(table)
	}
	return n.Pos()
}

// reader builds the document of one draft.
type reader struct {
	src      *source
	doc      *Document
	findings diag.List

	part, zone int // indices of the open part and zone; -1: none
	headSeen   bool
	agreement  *mark      // waits for its paragraph
	table      *tableMark // waits for its table
	contents   *Contents  // the one there is

	ids         map[string]int // anchors of headings, with the offset of the heading that has it
	links       int            // of the document so far
	definitions []*ast.LinkReferenceDefinition
	used        map[string]bool // labels of definitions that a link refers to

	text   strings.Builder // the text of all runs; they share it
	events []event         // of the present block
	w      runWriter
}

func (r *reader) error(offset int, code, hint, format string, args ...any) {
	r.findings.Errorf(r.src.pos(offset), code, hint, format, args...)
}

func (r *reader) warn(offset int, code, hint, format string, args ...any) {
	r.findings.Add(diag.Finding{Pos: r.src.pos(offset), Severity: diag.Warning, Code: code, Hint: hint,
		Text: fmt.Sprintf(format, args...)})
}

// quoted returns a stretch of the draft in quotation marks, for a finding.
func quoted(s string) string { return "„" + shortened(s) + "“" }

// shortened returns the beginning of s, 60 characters at most, on one line.
func shortened(s string) string {
	if len(s) > 4*60 {
		s = s[:4*60]
	}
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if utf8.RuneCountInString(s) <= 60 {
		return s
	}
	return string([]rune(s)[:59]) + "…"
}

// findAnchors collects the anchors of the headings, so that links can refer to
// what follows them. The first of equal ones counts.
func (r *reader) findAnchors(root ast.Node) {
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || !r.isHeading(h) || !bytes.Contains(h.Lines().Value(r.src.text), []byte(anchorBegin)) {
			continue
		}
		// Only a heading with text stands in the document. It is read for good
		// when all anchors are known.
		links, found := r.links, len(r.findings)
		runs, id := r.runs(h, anchorTaken)
		r.links, r.findings = links, r.findings[:found]
		if _, taken := r.ids[id]; id != "" && !taken && len(runs) > 0 {
			r.ids[id] = h.Pos()
		}
	}
}

// add puts a block into the open zone.
func (r *reader) add(b Block) {
	pos := blockPos(b)
	if r.part < 0 {
		r.findings.Errorf(pos, "teil-fehlt", "Bitte setzen Sie „<!-- us:teil bericht -->“ davor, oder brief, oder titelblatt.",
			"Der Text gehört zu keinem Teil des Dokuments.")
		r.openPart(Report, pos)
	}
	if r.zone < 0 {
		kind := r.doc.Parts[r.part].Kind
		if names := zones[kind]; len(names) > 0 {
			r.findings.Add(diag.Finding{Pos: pos, Severity: diag.Warning, Code: "zone-fehlt",
				Text: fmt.Sprintf("Im Teil „%s“ steht Text vor der ersten Marke, die seinen Platz bestimmt.", kind),
				Hint: "Möglich sind: " + strings.Join(names, ", ") + "."})
		}
		r.openZone("", pos)
	}
	if r.agreement != nil {
		if p, ok := b.(*Paragraph); ok {
			p.Agreement = true
			r.agreement = nil
		}
	}
	r.closeMarks()
	z := &r.doc.Parts[r.part].Zones[r.zone]
	z.Blocks = append(z.Blocks, b)
}

// openPart opens a part, or the one of this kind again.
func (r *reader) openPart(kind PartKind, pos diag.Pos) {
	r.zone = -1
	for i, p := range r.doc.Parts {
		if p.Kind == kind {
			r.part = i
			return
		}
	}
	r.doc.Parts = append(r.doc.Parts, Part{Kind: kind, Pos: pos})
	r.part = len(r.doc.Parts) - 1
}

// openZone opens a zone of the open part, or the one of this name again.
func (r *reader) openZone(name string, pos diag.Pos) {
	p := &r.doc.Parts[r.part]
	for i, z := range p.Zones {
		if z.Name == name {
			r.zone = i
			return
		}
	}
	p.Zones = append(p.Zones, Zone{Name: name, Pos: pos})
	r.zone = len(p.Zones) - 1
}

// finish reports what only the whole draft shows.
func (r *reader) finish(l *limits) {
	if !r.headSeen {
		r.error(0, "kopf-fehlt", "Der erste Block ist „<!-- us:dokument 1“, darunter je Zeile „schlüssel: wert“, zuletzt „-->“.",
			"Dem Entwurf fehlt sein Kopf.")
	}
	if len(r.doc.Parts) == 0 {
		r.error(len(r.src.text), "teil-fehlt", "Ein Teil beginnt mit „<!-- us:teil bericht -->“, oder brief, oder titelblatt.",
			"Der Entwurf enthält keinen Teil.")
	}
	for i := range r.doc.Parts {
		if p := &r.doc.Parts[i]; p.empty() {
			r.findings.Errorf(p.Pos, "teil-leer", "Bitte löschen Sie die Marke, oder setzen Sie den Text darunter.",
				"Der Teil „%s“ hat keinen Text.", string(p.Kind))
		}
	}
	for _, offset := range l.tooDeep {
		r.warn(offset, "verschachtelung", "Bitte schachteln Sie Listen und Zitate weniger tief.",
			"Mehr als %d Listen und Zitate ineinander versteht das Dokument nicht; der Rest steht als Text darin.", maxDepth)
	}
	for _, offset := range l.tooMany {
		r.warn(offset, "auszeichnungen", "Bitte teilen Sie den Absatz.",
			"Der Absatz enthält mehr als %d Zeichen für Hervorhebungen oder Verweise; die weiteren stehen als Text im Dokument.", maxDelimiters)
	}
	first := map[string]bool{}
	for _, d := range r.definitions {
		label := util.ToLinkReference(d.Label)
		hint := "Bitte löschen Sie die Zeile, oder setzen Sie einen umgekehrten Schrägstrich (\\) vor die eckige Klammer."
		switch {
		case first[label]:
			r.warn(d.Pos(), "verweis-ungenutzt", hint,
				"Die Adresse zu %s steht schon weiter oben; die Zeile erscheint im Dokument nicht.", quoted("["+string(d.Label)+"]"))
		case !r.used[label]:
			r.warn(d.Pos(), "verweis-ungenutzt", hint,
				"Auf die Adresse zu %s verweist nichts; die Zeile erscheint im Dokument nicht.", quoted("["+string(d.Label)+"]"))
		}
		first[label] = true
	}
}

// blockPos returns where a block stands.
func blockPos(b Block) diag.Pos {
	switch b := b.(type) {
	case *Heading:
		return b.Pos
	case *Paragraph:
		return b.Pos
	case *List:
		return b.Pos
	case *Quote:
		return b.Pos
	case *Table:
		return b.Pos
	case *Contents:
		return b.Pos
	}
	panic(fmt.Sprintf("markdown: unknown block %T", b))
}
