package preflight_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"
)

// What tests change on pages. Texts are named by what they say, as far as it
// stands in one string, which kerning interrupts.

// coded writes a text as the content streams have it: the codes of our fonts
// are the characters' own.
func coded(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

var (
	contentsRef = regexp.MustCompile(`/Contents (\d+) 0 R`)
	kidsRefs    = regexp.MustCompile(`/Kids \[([^\]]*)\] /Type /Pages`)
	matrixAt    = regexp.MustCompile(`1 0 0 1 (\S+) (\S+) Tm`)
	stringAt    = regexp.MustCompile(`Tm .*$`)
)

// page returns the number of a page's object.
func (p *plain) page(n int) int {
	p.t.Helper()
	for _, o := range p.objects {
		if m := kidsRefs.FindStringSubmatch(o); m != nil {
			fields := strings.Fields(m[1])
			number, err := strconv.Atoi(fields[3*(n-1)])
			if err != nil {
				p.t.Fatal(err)
			}
			return number
		}
	}
	p.t.Fatal("no page tree")
	return 0
}

// content returns the number of the content stream of a page.
func (p *plain) content(n int) int {
	p.t.Helper()
	m := contentsRef.FindStringSubmatch(p.objects[p.page(n)])
	if m == nil {
		p.t.Fatalf("page %d has no content", n)
	}
	number, err := strconv.Atoi(m[1])
	if err != nil {
		p.t.Fatal(err)
	}
	return number
}

// edit changes the first text operator of a page that shows a text.
func (p *plain) edit(page int, shown string, change func(string) string) {
	p.t.Helper()
	n := p.content(page)
	lines := bytes.Split(p.streams[n], []byte("\n"))
	for i, l := range lines {
		if bytes.Contains(l, []byte(coded(shown))) && bytes.Contains(l, []byte(" Tm ")) {
			lines[i] = []byte(change(string(l)))
			p.streams[n] = bytes.Join(lines, []byte("\n"))
			return
		}
	}
	p.t.Fatalf("page %d does not show %q", page, shown)
}

// move moves a text to the right and up, in pt.
func (p *plain) move(page int, shown string, right, up float64) {
	p.t.Helper()
	p.edit(page, shown, func(l string) string {
		m := matrixAt.FindStringSubmatch(l)
		x, err1 := strconv.ParseFloat(m[1], 64)
		y, err2 := strconv.ParseFloat(m[2], 64)
		if err1 != nil || err2 != nil {
			p.t.Fatalf("the operator %q", l)
		}
		return matrixAt.ReplaceAllString(l, fmt.Sprintf("1 0 0 1 %.2f %.2f Tm", x+right, y+up))
	})
}

// say changes a text, or what of it stands in one string.
func (p *plain) say(page int, shown, instead string) {
	p.t.Helper()
	p.edit(page, shown, func(l string) string { return strings.Replace(l, coded(shown), coded(instead), 1) })
}

// remove removes a text.
func (p *plain) remove(page int, shown string) {
	p.t.Helper()
	p.edit(page, shown, func(l string) string { return stringAt.ReplaceAllString(l, "Tm <>Tj") })
}

// resize sets a text in another size.
func (p *plain) resize(page int, shown string, from, to float64) {
	p.t.Helper()
	p.edit(page, shown, func(l string) string { return fmt.Sprintf("/F0 %v Tf\n%s\n/F0 %v Tf", to, l, from) })
}

// paint adds to a page's content.
func (p *plain) paint(page int, content string) {
	p.t.Helper()
	n := p.content(page)
	p.streams[n] = append(bytes.TrimRight(p.streams[n], "\n"), "\n"+content+"\n"...)
}

// shown is the content that shows a text in the regular face.
func shown(s string, size, x, y float64) string {
	return fmt.Sprintf("BT\n/F0 %v Tf\n1 0 0 1 %v %v Tm <%s>Tj\nET", size, x, y, coded(s))
}
