package preflight_test

import (
	"strings"

	"umsetzungsstand/internal/pdf/pdftest"
)

var colourMutations = []spoilt{
	{codes: "farbe-ausgabeabsicht farbe-geraet", spoil: replaced("/OutputIntents", "/X")},
	{codes: "farbe-ausgabeabsicht farbe-geraet", spoil: replaced("/GTS_PDFA1", "/GTS_PDFX")},
	{codes: "farbe-ausgabeabsicht farbe-geraet", spoil: replaced("/DestOutputProfile ", "/X ")},
	{codes: "farbe-ausgabeabsicht", spoil: replaced("/OutputConditionIdentifier (sRGB)", "")},
	{codes: "farbe-ausgabeabsicht", spoil: replaced("/DestOutputProfile ", "/DestOutputProfileRef <<>> /DestOutputProfile ")},
	{codes: "farbe-ausgabeabsicht", spoil: func(p *plain) {
		n := p.ref("DestOutputProfile")
		other := p.add(p.objects[n])
		p.streams[other] = p.streams[n]
		p.replace("/OutputIntents [", "/OutputIntents [<</S /GTS_PDFX /OutputConditionIdentifier (x) /DestOutputProfile "+text(pdftest.Ref(other))+">> ")
	}},
	{codes: "farbe-profil", spoil: icc(3, 1)},
	{codes: "farbe-profil", spoil: icc(8, 5)},
	{codes: "farbe-profil", spoil: icc(12, 'x')},
	{codes: "farbe-profil", spoil: icc(16, 'x')},
	{codes: "farbe-profil", spoil: icc(36, 'x')},
	{codes: "farbe-profil", spoil: icc(68, 9)},
	{codes: "farbe-profil", spoil: icc(128, 1)},
	{codes: "farbe-profil", spoil: icc(132, 'x')},
	{codes: "farbe-profil", spoil: icc(132+4, 0x7f)},
	{codes: "farbe-profil farbe-geraet", spoil: func(p *plain) { p.replace("/N 3", "/N 4"); p.rewrite("BT\n", "BT\n0 0 0 rg\n") }},
	{codes: "farbe-geraet", spoil: rewritten("BT\n", "BT\n0 0 0 1 k\n")},
	{codes: "farbe-geraet", spoil: rewritten("BT\n", "BT\n/DeviceCMYK cs\n")},
	{codes: "farbe-profil", spoil: func(p *plain) { copy(p.streams[p.ref("DestOutputProfile")][12:], "scnr") }},
	{codes: "farbe-raum", spoil: func(p *plain) {
		n := p.add("<</N 4>>")
		p.streams[n] = p.streams[p.ref("DestOutputProfile")]
		p.add("[/ICCBased " + text(pdftest.Ref(n)) + "]")
	}},
	{codes: "", spoil: func(p *plain) { p.add("[/ICCBased " + text(pdftest.Ref(p.ref("DestOutputProfile"))) + "]") }},
	{codes: "farbe-ungeprueft", spoil: func(p *plain) {
		p.replace("<</Font <<", "<</ColorSpace <</C0 [/Separation /Black /DeviceGray <<>>]>> /Font <<")
		p.rewrite("BT\n", "BT\n/C0 cs 1 scn\n")
	}},
	{codes: "farbe-kontrast", spoil: rewritten("BT\n", "BT\n.5 g\n")},
	{codes: "farbe-kontrast", spoil: rewritten("BT\n", "BT\n/DeviceRGB cs 1 .4 .4 sc\n")},
	{codes: "farbe-kontrast", spoil: rewritten("BT\n", "/Artifact BMC .2 g 0 0 600 900 re f EMC 0 g BT\n")},
	{codes: "", spoil: rewritten("BT\n", "BT\n.4 g\n")},
	{codes: "", spoil: rewritten("BT\n", "/Artifact BMC 0 .2 .4 rg 0 0 600 900 re f EMC 1 g BT\n")},
	{codes: "", spoil: func(p *plain) { // large text needs less
		p.rewrite("BT\n", "BT\n.55 g\n")
		n := p.ref("Contents")
		p.streams[n] = []byte(strings.NewReplacer("11 Tf", "18 Tf", "8 Tf", "18 Tf", "9 Tf", "18 Tf").Replace(string(p.streams[n])))
	}},
}

// icc changes a byte of the profile.
func icc(at int, to byte) func(*plain) {
	return func(p *plain) { p.streams[p.ref("DestOutputProfile")][at] = to }
}
