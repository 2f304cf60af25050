package pdf

import (
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
	page *typeset.Page
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
		word, at, divided := hyphen(f)
		if word != "" {
			// The finishing says as which character a glyph is read, and kerns.
			p.AddText(strings.Map(f.Face.Glyph, word), &cell, &text)
		}
		if divided {
			cell.X = mm(at)
			p.AddText("-", &cell, &text)
		}
	}
	for i := range c.page.Rules {
		drawRule(p, &c.page.Rules[i])
	}
}

// hyphen cuts off the hyphen of a word that is divided at a line's end, and
// returns where it stands. It belongs to the line and not to the text: as an
// artifact of its own it is not read aloud within the word, and as a
// hyphen-minus it lets readers find the whole word. Measured: poppler, pdf.js and
// Chromium find and copy all divided words so; with U+00AD, which ISO 32000-1,
// 14.8.2.2.3 has for it, pdf.js and poppler's search find none.
func hyphen(f *typeset.Fragment) (word string, at typeset.Length, divided bool) {
	word, divided = strings.CutSuffix(f.Text, "\u00ad")
	return word, f.X + f.Width - (typeset.Length(f.Face.Advance('-'))*f.Size+500)/1000, divided
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
