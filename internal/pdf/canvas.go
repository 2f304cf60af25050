package pdf

import (
	"errors"
	"math"
	"strings"

	"github.com/johnfercher/go-tree/node"
	"github.com/johnfercher/maroto/v2/pkg/consts/align"
	"github.com/johnfercher/maroto/v2/pkg/consts/fontstyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/linestyle"
	"github.com/johnfercher/maroto/v2/pkg/consts/orientation"
	"github.com/johnfercher/maroto/v2/pkg/core"
	"github.com/johnfercher/maroto/v2/pkg/core/entity"
	"github.com/johnfercher/maroto/v2/pkg/props"

	"umsetzungsstand/internal/typeset"
)

// canvas is the one maroto component of a page. It places every fragment and
// every rule of the page itself, from the page's upper left corner, whatever
// cell maroto gives it. maroto's own text component knows one style a
// component and breaks lines.
type canvas struct {
	page   *typeset.Page
	number int // index of the page
	ledger *ledger
}

// Render draws the page.
func (c *canvas) Render(p core.Provider, _ *entity.Cell) {
	// Text wider than its cell would be broken into several text operators: the
	// cell has no right edge. align.Left is the one that does not measure.
	cell := entity.Cell{Width: math.MaxFloat32}
	text := props.Text{Style: fontstyle.Normal, Align: align.Left}
	for i := range c.page.Fragments {
		f := &c.page.Fragments[i]
		if f.Text == "" { // maroto would write a text operator all the same
			continue
		}
		text.Family, text.Size = f.Face.PostScript, points(f.Size)
		// maroto puts the baseline one font size below the top of the cell.
		cell.X, cell.Y = mm(f.X), mm(f.Y)-text.Size*mmPerPoint
		// A character drawn with another's glyph is read as that one, until the
		// finishing says otherwise.
		p.AddText(strings.Map(f.Face.Glyph, f.Text), &cell, &text)
		c.ledger.add(c.number, i)
	}
	for i := range c.page.Rules {
		drawRule(p, &c.page.Rules[i])
	}
}

// drawRule draws a filled rectangle as a line through its middle, as thick as
// its shorter side: maroto has no other filled shape.
func drawRule(p core.Provider, r *typeset.Rule) {
	line := props.Line{Style: linestyle.Solid, Orientation: orientation.Horizontal, Thickness: mm(r.H), SizePercent: 100}
	cell := entity.Cell{X: mm(r.X), Y: mm(r.Y + r.H/2), Width: mm(r.W)}
	if r.H > r.W {
		line.Orientation, line.Thickness = orientation.Vertical, mm(r.W)
		cell = entity.Cell{X: mm(r.X + r.W/2), Y: mm(r.Y), Height: mm(r.H)}
	}
	p.AddLine(&cell, &line)
}

// GetHeight returns the height of the row that holds the canvas.
func (c *canvas) GetHeight(core.Provider, *entity.Cell) float64 { return mm(typeset.PageHeight) }

// SetConfig has nothing to set: the page says all.
func (c *canvas) SetConfig(*entity.Config) {}

// GetStructure returns the component's name for maroto's own dumps.
func (c *canvas) GetStructure() *node.Node[core.Structure] {
	return node.New(core.Structure{Type: "canvas"})
}

const mmPerPoint = 25.4 / 72

// hundredths returns a length in 1/100 pt, halves upwards. gofpdf prints two
// decimals; rounding here, in integers, keeps it from deciding ties by the last
// bit of a float, which is not the same on every processor.
func hundredths(l typeset.Length) int64 {
	l += 5
	if l < 0 { // the division truncates
		l -= 9
	}
	return int64(l / 10)
}

// points returns a length in pt as it is printed.
func points(l typeset.Length) float64 { return float64(hundredths(l)) / 100 }

// mm returns the same in millimetres, maroto's unit.
func mm(l typeset.Length) float64 { return points(l) * mmPerPoint }

// place names a fragment: the index of its page and its own in the page.
type place struct{ page, index int }

// ledger holds the fragments in the order in which they were drawn, which is
// the order of the text operators in the content streams. What finishes the
// file reads from it which structure element an operator belongs to.
type ledger struct{ drawn []place }

func newLedger(l *typeset.Layout) *ledger {
	n := 0
	for i := range l.Pages {
		n += len(l.Pages[i].Fragments)
	}
	return &ledger{drawn: make([]place, 0, n)}
}

func (g *ledger) add(page, index int) { g.drawn = append(g.drawn, place{page, index}) }

// verify reports an error unless maroto rendered every fragment with text
// exactly once and in order. It does not when it generates concurrently, or
// when its tree was walked before.
func (g *ledger) verify(l *typeset.Layout) error {
	n := 0
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			if l.Pages[i].Fragments[j].Text == "" {
				continue
			}
			if n >= len(g.drawn) || g.drawn[n] != (place{i, j}) {
				return errors.New("pdf: maroto hat nicht jedes Textstück der Reihe nach gezeichnet")
			}
			n++
		}
	}
	if n != len(g.drawn) {
		return errors.New("pdf: maroto hat Textstücke doppelt gezeichnet")
	}
	return nil
}
