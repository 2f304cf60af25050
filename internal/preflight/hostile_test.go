package preflight_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"bytes"
	"compress/zlib"
	"fmt"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/preflight"
)

// TestHostile: small files that ask for much get no more than others.
func TestHostile(t *testing.T) {
	for name, spoil := range map[string]func(*plain){
		"nodes that hold each other": func(p *plain) {
			n := p.add("")
			p.objects[n] = "[" + strings.Repeat("<</Kids "+text(pdftest.Ref(n))+">>", 50) + "]"
			p.replace("/Kids [", "/Kids [<</Kids "+text(pdftest.Ref(n))+">> ")
		},
		"forms that draw forms": func(p *plain) {
			next := p.add("<</Subtype /Form /Resources <<>>>>")
			p.streams[next] = nil
			for range 15 {
				n := p.add("<</Subtype /Form /Resources <</XObject <</X0 " + text(pdftest.Ref(next)) + ">>>>>>")
				p.streams[n] = []byte(strings.Repeat("/X0 Do ", 50))
				next = n
			}
			p.replace("<</Font <<", "<</XObject <</X0 "+text(pdftest.Ref(next))+">> /Font <<")
			p.rewrite("BT\n", "/X0 Do\nBT\n")
		},
		"widths over and over":     replaced("/W [", "/W ["+strings.Repeat("0 65535 1 ", 20_000)),
		"characters over and over": rewritten("65 beginbfchar\n", "9 beginbfrange\n"+strings.Repeat("<0000><ffff><0041>\n", 20_000)+"endbfrange\n65 beginbfchar\n"),
		"one long list of widths over and over": func(p *plain) {
			list := p.add("[" + strings.Repeat("1 ", 50_000) + "]")
			p.replace("/W [", "/W ["+strings.Repeat("0 "+text(pdftest.Ref(list))+" ", 50_000))
		},
		"characters that are long texts": rewritten("65 beginbfchar\n", "1 beginbfrange\n<0000><ffff><"+strings.Repeat("0041", 100_000)+">\nendbfrange\n65 beginbfchar\n"),
		"a long text of a character that is one": func(p *plain) {
			p.rewrite("65 beginbfchar\n", "1 beginbfchar\n<0044><"+strings.Repeat("0041", 500_000)+">\nendbfchar\n65 beginbfchar\n")
			p.rewrite("BT\n", "BT\n/F0 9 Tf <"+strings.Repeat("0044", 20_000)+"> Tj\n")
		},
		"an array of arrays": rewritten("BT\n", "BT\n["+strings.Repeat("[]", 3_000_000)+"] TJ\n"),
		"actions after actions": func(p *plain) {
			n := p.add("")
			p.objects[n] = "[" + strings.Repeat("<</S /URI /Next "+text(pdftest.Ref(n))+">> ", 200) + "]"
			p.replace("/Annots [", "/Annots ["+strings.Repeat("<</Subtype /Link /A <</S /URI /Next "+text(pdftest.Ref(n))+">>>> ", 5000))
		},
		"one long text":         rewritten("BT\n", "BT\n/F0 9 Tf <"+strings.Repeat("0044", 2_000_000)+"> Tj\n"),
		"fonts in their places": func(p *plain) { p.rewrite("BT\n", "BT\n"+strings.Repeat("/F0 9 Tf /F1 9 Tf ", 100_000)) },
		"marks in marks":        rewritten("BT\n", strings.Repeat("/A BMC ", 200_000)+strings.Repeat("EMC ", 200_000)+"BT\n"),
		"pages of the same content": func(p *plain) {
			n := p.add("<<>>")
			p.streams[n] = []byte(strings.Repeat("q Q ", 100_000))
			parts := strings.Repeat(text(pdftest.Ref(n))+" ", 5000)
			for m, o := range p.objects {
				p.objects[m] = regexp.MustCompile(`/Contents ([0-9]+ 0 R)`).ReplaceAllString(o, "/Contents ["+parts+"$1]")
			}
		},
		"a deep structure of XML": rewritten("<pdf:Producer>", strings.Repeat("<x>", 100_000)+"<pdf:Producer>"),
		"many identical findings": func(p *plain) { p.replaceAll("/Type", "/AA 1 /Type") },
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t, good())
			spoil(p)
			data := p.bytes()
			begin := time.Now()
			for _, f := range preflight.Examine(data, "x.pdf", nil) {
				if f.Text == "Diese Regel ließ sich nicht prüfen." {
					t.Errorf("%s cannot be tried", f.Code)
				}
			}
			took := time.Since(begin)
			t.Logf("%d bytes, %v", len(data), took)
			if took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// TestMillionsOfParts: an object stream of a few kilobytes may hold an object of
// millions of numbers.
func TestMillionsOfParts(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	z.Write([]byte("4 0 [" + strings.Repeat("0 ", 5_000_000) + "]"))
	z.Close()
	b := []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	add := func(format string, args ...any) {
		offsets = append(offsets, len(b))
		b = fmt.Appendf(b, "%d 0 obj\n", len(offsets))
		b = fmt.Appendf(b, format+"\nendobj\n", args...)
	}
	add("<</Type/Catalog/Pages 2 0 R/Z 4 0 R>>")
	add("<</Type/Pages/Count 0/Kids[]>>")
	add("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n%s\nendstream", packed.Len(), packed.Bytes())
	start := len(b)
	table := []byte{0, 0, 0, 0, 0}
	for _, at := range offsets {
		table = append(table, 1, byte(at>>16), byte(at>>8), byte(at), 0)
	}
	table = append(table, 2, 0, 0, 3, 0, 1, byte(start>>16), byte(start>>8), byte(start), 0)
	b = fmt.Appendf(b, "5 0 obj\n<</Type/XRef/Size 6/W[1 3 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", len(table), table, start)
	if len(b) > 20_000 {
		t.Errorf("the file has %d bytes", len(b))
	}
	findings := preflight.Examine(b, "x.pdf", nil)
	if len(findings) != 1 || !strings.Contains(findings[0].Text, "sie besteht aus zu vielen Teilen") {
		t.Errorf("got %s", findings)
	}
}
