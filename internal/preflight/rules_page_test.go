package preflight_test

import "umsetzungsstand/internal/pdf/pdftest"

var pageMutations = []spoilt{
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("BT\n", "BT\nxyz\n")},
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("BT\n", "BX 1 2 xyz EX BT\n")},
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("\nET\n", "\nET\nq\n")},
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("\nET\n", "\n")},
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("\nET\n", "\nET\nEMC\n")},
	{codes: "seite-inhalt-fehlerhaft", spoil: rewritten("BT\n", "BT\n(\n")},
	{codes: "seite-ressourcen", spoil: func(p *plain) {
		res := p.objects[p.ref("Resources")]
		p.drop("Resources [0-9]+ 0 R")
		p.replace("/Type /Pages", "/Type /Pages /Resources "+res)
	}},
	{codes: "seite-ressourcen", spoil: rewritten("BT\n", "/G9 gs\nBT\n")},
	{codes: "seite-ressourcen", spoil: rewritten("/P<</MCID 0>>BDC\n", "/Span/Nowhere BDC\nEMC\n/P<</MCID 0>>BDC\n")},
	{codes: "seite-ressourcen", spoil: form("<</Type /XObject /Subtype /Form>>", "")},
	{codes: "seite-inhalt-fehlerhaft", spoil: form("<</Type /XObject /Subtype /Form /Resources <<>>>>", "q")},
	{codes: "seite-schrift-fehlt", spoil: rewritten("/F0 11 Tf", "/F9 11 Tf")},
	{codes: "seite-groesse", spoil: replaced("[0 0 595.28 841.89]", "[0 0 595.28 14401]")},
	{codes: "seite-groesse", spoil: replaced("/MediaBox [0 0 595.28 841.89]", "")},
	{codes: "seite-groesse", spoil: replaced("/Type /Page>>", "/CropBox [0 0 2 100] /Type /Page>>")},
	{codes: "seite-einheit", spoil: replaced("/Type /Page>>", "/Rotate 90 /Type /Page>>")},
	{codes: "seite-einheit", spoil: replaced("/Type /Page>>", "/UserUnit 2 /Type /Page>>")},
	{codes: "seite-tabulator", spoil: func(p *plain) { p.drop("Tabs /S") }},
	{codes: "seite-tabulator", spoil: func(p *plain) { p.replaceAll("/Tabs /S", "/Tabs /R") }},
	{codes: "seite-inhalt-ungekennzeichnet", spoil: rewritten("/P<</MCID 0>>BDC", "/P BMC")},
	{codes: "seite-inhalt-ungekennzeichnet", spoil: rewritten("BT\n", "0 0 m 10 10 l S\nBT\n")},
	{codes: "seite-artefakt-im-inhalt", spoil: rewritten("/P<</MCID 0>>BDC\n", "/P<</MCID 0>>BDC\n/Artifact BMC\nEMC\n")},
	{codes: "seite-inhalt-im-artefakt", spoil: rewritten("/P<</MCID 0>>BDC\n", "/Artifact BMC\n/P<</MCID 99>>BDC\nEMC\nEMC\n/P<</MCID 0>>BDC\n")},
	{codes: "seite-inhalt-im-inhalt", spoil: rewritten("/P<</MCID 0>>BDC\n", "/P<</MCID 0>>BDC\n/Span<</MCID 99>>BDC\nEMC\n")},
	{codes: "seite-inhalt-doppelt", spoil: rewritten("/P<</MCID 0>>BDC\n", "/P<</MCID 0>>BDC\nEMC\n/P<</MCID 0>>BDC\n")},
	{codes: "seite-marke-verschraenkt", spoil: rewritten("BT\n/P<</MCID 0>>BDC\n", "/P<</MCID 0>>BDC\nBT\n")},
	{codes: "seite-artefakt-art", spoil: rewritten("/Type/Layout", "/Type/Other")},
	{codes: "seite-artefakt-art", spoil: rewritten("/Subtype/Footer", "/Subtype/Footing")},
	{codes: "seite-wiedergabeabsicht", spoil: rewritten("BT\n", "/Other ri\nBT\n")},
	{codes: "seite-wiedergabeabsicht", spoil: state("<</RI /Other>>")},
	{codes: "seite-text-unsichtbar", spoil: rewritten("BT\n", "BT\n3 Tr\n")},
	{codes: "seite-bild", spoil: rewritten("BT\n", "/Artifact BMC BI /W 1 /H 1 ID x EI EMC\nBT\n")},
	// An artifact need not say what it is, and content may lie in marks that say
	// nothing.
	{codes: "", spoil: rewritten("/Artifact<</Type/Layout>>BDC", "/Artifact BMC")},
	{codes: "", spoil: rewritten("/P<</MCID 0>>BDC\n", "/P<</MCID 0>>BDC\n/Span<</Lang(de)>>BDC\nEMC\n")},
}

// form draws a form on the first page.
func form(dict, content string) func(*plain) {
	return func(p *plain) {
		n := p.add(dict)
		p.streams[n] = []byte(content)
		p.replace("<</Font <<", "<</XObject <</X0 "+text(pdftest.Ref(n))+">> /Font <<")
		p.rewrite("BT\n", "/X0 Do\nBT\n")
	}
}
