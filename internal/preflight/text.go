package preflight

import (
	"errors"
	"math"
	"strings"
)

// advance moves on along the line: by a product of matrices that is short
// enough to be taken for each character.
func (in *interpreter) advance(x float64) {
	in.text[4] += x * in.text[0]
	in.text[5] += x * in.text[1]
}

// showText runs an operator that shows text (9.4.3).
func (in *interpreter) showText(op string, operands []any) error {
	g := &in.state
	switch op {
	case "'":
		in.newline()
	case "\"":
		if len(operands) != 3 {
			return errors.New("falsche Operanden")
		}
		g.word, _ = operands[0].(float64)
		g.char, _ = operands[1].(float64)
		operands = operands[2:]
		in.newline()
	}
	if len(operands) != 1 {
		return errors.New("falsche Operanden")
	}
	parts, ok := operands[0].([]any)
	if !ok {
		parts = operands
	}
	if !in.in {
		return errors.New("außerhalb von BT und ET")
	}
	m := mark{kind: textMark, font: g.font, hidden: g.mode == 3, colour: g.fill}
	if g.mode == 1 || g.mode == 5 {
		m.colour = g.stroke
	}
	trm := matrix{g.size * g.scale, 0, 0, g.size, 0, g.rise}.times(in.text).times(g.ctm)
	m.size = math.Hypot(trm[2], trm[3])
	m.rotated = math.Abs(trm[1]) > 1e-6 || trm[0] <= 0
	begun := false
	var read strings.Builder
	x0, y0, spaces := 0.0, 0.0, 0.0
	var fresh []int // codes that the font has not shown before
	for _, part := range parts {
		switch p := part.(type) {
		case float64:
			in.advance(-p / 1000 * g.size * g.scale)
		case []byte:
			if in.doc.codes += len(p); in.doc.codes > maxCodes {
				return errors.New("auf den Seiten steht zu viel")
			}
			if len(p) > 32767 {
				in.page.note("pdf-grenze", "Auf der Seite steht eine Zeichenkette aus %d Bytes.", len(p))
			}
			for _, c := range g.font.decode(p) {
				if !begun {
					begun = true
					x0, y0 = in.text.times(g.ctm).apply(0, g.rise)
				}
				if !c.shown {
					c.shown = true
					fresh = append(fresh, c.value)
				}
				if spaces += c.width; !c.space {
					spaces = 0
				}
				if in.doc.codes += len(c.text); in.doc.codes > maxCodes {
					return errors.New("auf den Seiten steht zu viel")
				}
				read.WriteString(c.text)
				if c.text == "" {
					m.unmapped++
				}
				advance := c.width/1000*g.size + g.char
				if c.wordSpace {
					advance += g.word
				}
				in.advance(advance * g.scale)
			}
		default:
			return errors.New("falsche Operanden")
		}
	}
	if !begun {
		x0, y0 = in.text.times(g.ctm).apply(0, g.rise)
	}
	x1, y1 := in.text.times(g.ctm).apply(0, g.rise)
	m.text = read.String()
	m.trail = spaces * m.size / 1000 * mmPerPoint
	for _, code := range fresh {
		g.font.uses = append(g.font.uses, use{code, in.page.number, m.text})
	}
	m.x, m.y = in.place(x0, y0)
	m.w = math.Hypot(x1-x0, y1-y0) * mmPerPoint
	in.add(m)
	return nil
}
