package preflight

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// intents are the rendering intents (8.6.5.8).
var intents = []string{"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}

// resource notes that a named resource is not there. With a function it only
// hands over the name.
func (in *interpreter) resource(kind string, resources types.Dict, operands []any, then func(string)) {
	if len(operands) == 0 {
		return
	}
	key, _ := operands[len(operands)-1].(types.Name)
	if then != nil {
		then(string(key))
		return
	}
	if in.doc.resolve(in.doc.dict(resources[kind])[string(key)]) == nil {
		in.page.note("seite-ressourcen", "Die Ressource %s (%s) fehlt.", quote(string(key)), kind)
	}
}

// space returns the operator that sets the colour of a device's colour space,
// "" for another one.
func (in *interpreter) space(operands []any, resources types.Dict) string {
	var name types.Name
	if len(operands) == 1 {
		name, _ = operands[0].(types.Name)
	}
	switch name {
	case "DeviceGray":
		return "g"
	case "DeviceRGB":
		return "rg"
	case "DeviceCMYK":
		return "k"
	case "Pattern":
		return ""
	}
	in.resource("ColorSpace", resources, operands, nil)
	return ""
}

// colourIn returns the colour of a colour space, its first one without
// operands.
func (in *interpreter) colourIn(space string, operands []any) string {
	arity := arities[space]
	n, ok := numbers(operands, arity)
	switch {
	case space == "", len(operands) > 0 && !ok:
		return "scn"
	case len(operands) == 0 && space == "k":
		n[3] = 1
	}
	return colour(space, n, arity)
}

// colour writes a colour as it would be set, so that black is "0 g".
func colour(op string, n [6]float64, components int) string {
	return strings.Trim(fmt.Sprint(n[:components]), "[]") + " " + op
}

// formSteps is how many other operators take as long as one that draws a form.
const formSteps = 50

// object draws an external object: a form's content, or an image.
func (in *interpreter) object(operands []any, resources types.Dict) error {
	if len(operands) != 1 {
		return errors.New("falsche Operanden")
	}
	in.resource("XObject", resources, operands, nil)
	key, _ := operands[0].(types.Name)
	o := in.doc.dict(resources["XObject"])[string(key)]
	d := in.doc.dict(o)
	if in.doc.name(d["Subtype"]) != "Form" {
		in.add(mark{kind: imageMark})
		return nil
	}
	if in.doc.steps += formSteps; in.forms >= 16 {
		return errors.New("die Formularobjekte sind zu tief verschachtelt")
	}
	data, err := in.doc.data(o)
	if err != nil {
		return err
	}
	saved, marks, stack, text := in.state, len(in.marks), in.saved, in.in
	in.saved, in.in = nil, false
	if a := in.doc.array(d["Matrix"]); len(a) == 6 {
		var m matrix
		for i := range a {
			m[i], _ = in.doc.number(a[i])
		}
		in.state.ctm = m.times(in.state.ctm)
	}
	inner := in.doc.dict(d["Resources"])
	if inner == nil {
		in.page.note("seite-ressourcen", "Das Formularobjekt %s nennt seine Ressourcen nicht selbst.", key)
		inner = resources
	}
	in.forms++
	err = in.run(data, inner)
	in.forms--
	if len(in.saved) > 0 || in.in || len(in.marks) != marks {
		in.page.note("seite-inhalt-fehlerhaft", "Im Formularobjekt %s ist nicht geschlossen, was begonnen wurde.", key)
	}
	in.state, in.saved, in.in = saved, stack, text
	if len(in.marks) > marks {
		in.marks = in.marks[:marks]
	}
	return err
}

// inlineFilters are the names of filters that an inline image may have.
var inlineFilters = strings.Fields("AHx A85 Fl RL CCF DCT ASCIIHexDecode ASCII85Decode FlateDecode RunLengthDecode CCITTFaxDecode DCTDecode")

// inlineImage passes over an inline image (8.9.7).
func (in *interpreter) inlineImage(s *scanner) error {
	var key types.Name
	for isKey := true; ; isKey = !isKey {
		t, err := s.next()
		if err != nil {
			return err
		}
		if t == nil || t == operator("ID") {
			return s.skipInlineImage()
		}
		if isKey {
			key, _ = t.(types.Name)
			continue
		}
		switch key {
		case "F", "Filter":
			list, ok := t.([]any)
			if !ok {
				list = []any{t}
			}
			for _, f := range list {
				if name, _ := f.(types.Name); !slices.Contains(inlineFilters, string(name)) {
					in.page.note("pdf-filter", "Ein Bild im Inhalt der Seite ist mit %s gepackt.", quote(string(name)))
				}
			}
		case "I", "Interpolate":
			if t == true {
				in.page.note("pdf-bild", "Ein Bild im Inhalt der Seite soll geglättet werden (Interpolate).")
			}
		}
	}
}
