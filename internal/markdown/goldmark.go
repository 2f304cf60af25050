package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// commonmark is the one configuration of goldmark: CommonMark with GFM tables.
// Deviations bound what foreign input can cost, and mend a fault of goldmark
// v1.8.7 (see breakParser).
var commonmark = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(cappedContainer{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(cappedContainer{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(breakParser{}, 50),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(cappedLink{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(cappedEmphasis{parser.NewEmphasisParser()}, 500),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
	),
)

// limits is what the capped parsers remember of one draft.
type limits struct {
	tooDeep []int // offsets of the marks of lists and quotes beyond maxDepth
	tooMany []int // offsets of the first sign beyond maxDelimiters, one a block

	block                ast.Node // the block that the counts are of
	delimiters, brackets int
}

var limitsKey = parser.NewContextKey()

// parseTree parses the draft with goldmark.
func parseTree(src []byte) (ast.Node, *limits) {
	l := &limits{}
	pc := parser.NewContext()
	pc.Set(limitsKey, l)
	return commonmark.Parse(text.NewReader(src), parser.WithContext(pc)), l
}

// full counts one more sign in the block and reports whether it is one too many.
func (l *limits) full(block ast.Node, count *int, offset int) bool {
	if l.block != block {
		l.block, l.delimiters, l.brackets = block, 0, 0
	}
	*count++
	if *count == maxDelimiters+1 {
		l.tooMany = append(l.tooMany, offset)
	}
	return *count > maxDelimiters
}

// cappedContainer opens no list or quote below maxDepth others: goldmark takes
// time for every open one on every line.
type cappedContainer struct{ parser.BlockParser }

// Open implements [parser.BlockParser].
func (p cappedContainer) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if depth(parent) < maxDepth {
		return p.BlockParser.Open(parent, reader, pc)
	}
	_, before := reader.Position()
	node, _ := p.BlockParser.Open(parent, reader, pc)
	if node != nil {
		l := pc.Get(limitsKey).(*limits)
		l.tooDeep = append(l.tooDeep, before.Start+max(pc.BlockOffset(), 0))
		line, after := reader.Position()
		if after.Start != before.Start || after.Padding != before.Padding {
			reader.SetPosition(line, before)
		}
	}
	return nil, parser.NoChildren
}

// depth counts the lists and quotes around and including n.
func depth(n ast.Node) int {
	d := 0
	for ; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.List, *ast.Blockquote:
			d++
		}
	}
	return d
}

// cappedEmphasis leaves * and _ alone beyond maxDelimiters of them in a block.
type cappedEmphasis struct{ parser.InlineParser }

// Parse implements [parser.InlineParser].
func (p cappedEmphasis) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	l := pc.Get(limitsKey).(*limits)
	_, pos := block.Position()
	if l.full(parent, &l.delimiters, pos.Start) {
		return nil
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// cappedLink leaves opening brackets alone beyond maxDelimiters of them in a block.
type cappedLink struct{ parser.InlineParser }

// Parse implements [parser.InlineParser].
func (p cappedLink) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if c := block.Peek(); c == '[' || c == '!' {
		line, pos := block.PeekLine()
		if c == '!' && (len(line) < 2 || line[1] != '[') {
			return nil
		}
		l := pc.Get(limitsKey).(*limits)
		if l.full(parent, &l.brackets, pos.Start) {
			return nil
		}
	}
	return p.InlineParser.Parse(parent, block, pc)
}

// CloseBlock implements [parser.CloseBlocker].
func (p cappedLink) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// breakParser reads an escaped backslash followed by a hard break, which
// goldmark v1.8.7 takes for a soft one, and the next line's first sign for
// escaped.
type breakParser struct{}

var escapedThenBreak = []byte("\\\\\\\n")

// Trigger implements [parser.InlineParser].
func (breakParser) Trigger() []byte { return []byte{'\\'} }

// Parse implements [parser.InlineParser].
func (breakParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, pos := block.PeekLine()
	if !bytes.Equal(line, escapedThenBreak) {
		return nil
	}
	t := ast.NewTextSegment(pos.WithStop(pos.Start + 2))
	t.SetHardLineBreak(true)
	block.AdvanceLine()
	return t
}
