package pdftest

import (
	"fmt"
	"strings"
)

// Reading returns the „Vorlesefassung“: the structure tree in reading order,
// for a person to read from top to bottom. Each element is a line, indented
// below its parent: its role, in brackets what is said about it, where its
// links lead, and its text as it is read aloud. An element that has text
// beside other elements, or text in several languages, has each piece on a
// line of its own below it.
//
// Words that were hyphenated at the end of a line are whole, and pages are not
// told apart.
func (d *Document) Reading() string {
	if d.Root == nil {
		return ""
	}
	var b strings.Builder
	d.read(&b, d.Root, "")
	return b.String()
}

// piece is text that is read in one breath.
type piece struct {
	text            string
	lang, expansion string
}

func (p piece) String() string {
	s := "„" + p.text + "“"
	var about []string
	if p.lang != "" {
		about = append(about, "Sprache "+p.lang)
	}
	if p.expansion != "" {
		about = append(about, "ausgeschrieben „"+p.expansion+"“")
	}
	return s + brackets(about)
}

func brackets(about []string) string {
	if len(about) == 0 {
		return ""
	}
	return " (" + strings.Join(about, ", ") + ")"
}

func (d *Document) read(b *strings.Builder, e *Element, indent string) {
	b.WriteString(indent + e.Role + brackets(e.about()) + e.links())
	single := true
	for _, kid := range e.Kids {
		single = single && kid.Element == nil
	}
	pieces, rest := d.pieces(e.Kids)
	if single && len(pieces) == 1 {
		b.WriteString(" " + pieces[0].String() + "\n")
		return
	}
	b.WriteByte('\n')
	indent += "  "
	for {
		for _, p := range pieces {
			b.WriteString(indent + p.String() + "\n")
		}
		if len(rest) == 0 {
			return
		}
		d.read(b, rest[0].Element, indent)
		pieces, rest = d.pieces(rest[1:])
	}
}

// about lists what is said about an element, in this order.
func (e *Element) about() []string {
	var about []string
	quoted := func(label, value string) {
		if value != "" {
			about = append(about, label+" „"+value+"“")
		}
	}
	quoted("Titel", e.Title)
	if e.Lang != "" {
		about = append(about, "Sprache "+e.Lang)
	}
	quoted("ausgeschrieben", e.Expansion)
	quoted("Ersatztext", e.Alt)
	quoted("gelesen als", e.ActualText)
	if scope, ok := e.Attributes["Table"]["Scope"]; ok {
		switch scope {
		case "Row":
			about = append(about, "Zeilenkopf")
		case "Column":
			about = append(about, "Spaltenkopf")
		default:
			about = append(about, fmt.Sprintf("Kopf für %v", scope))
		}
	}
	if summary, ok := e.Attributes["Table"]["Summary"].(string); ok {
		quoted("Zusammenfassung", summary)
	}
	if numbering, ok := e.Attributes["List"]["ListNumbering"]; ok {
		about = append(about, fmt.Sprintf("Zählung %v", numbering))
	}
	return about
}

// links says where the element's links lead. A link that goes on in the next
// line or on the next page is one link.
func (e *Element) links() string {
	var all string
	for _, kid := range e.Kids {
		if kid.Link == nil {
			continue
		}
		target := kid.Link.URI
		if target == "" {
			target = "#" + kid.Link.Dest
		}
		s := " → " + target
		if kid.Link.Contents != "" {
			s += ", „" + kid.Link.Contents + "“"
		}
		if !strings.HasSuffix(all, s) {
			all += s
		}
	}
	return all
}

// pieces returns the text of the content before the first kid that is an
// element, and the kids from there on.
func (d *Document) pieces(kids []Kid) (pieces []piece, rest []Kid) {
	for i, kid := range kids {
		if kid.Element != nil {
			return pieces, kids[i:]
		}
		if kid.Link != nil {
			continue
		}
		page := d.Pages[kid.Page]
		for _, at := range page.marked[kid.MCID] {
			f := page.Fragments[at]
			text := f.Text
			if at+1 == len(page.Fragments) || !page.Fragments[at+1].continues(f) {
				text = strings.TrimSuffix(text, "\u00ad")
			}
			if f.span > 0 {
				if at > 0 && page.Fragments[at-1].span == f.span {
					continue
				}
				text = f.ActualText
			}
			if n := len(pieces); n > 0 && pieces[n-1].lang == f.Lang && pieces[n-1].expansion == f.Expansion {
				pieces[n-1].text += text
			} else {
				pieces = append(pieces, piece{text, f.Lang, f.Expansion})
			}
		}
	}
	return pieces, nil
}
