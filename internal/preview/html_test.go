package preview

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// node is an element of a page, or, without a name, a text.
type node struct {
	name, text string
	attrs      map[string]string
	children   []*node
}

// parse reads a page. It is stricter than browsers are: what is not closed is a
// fault. Of a frozen page its own style and script are left out.
func parse(t testing.TB, page []byte) *node {
	t.Helper()
	text := strings.Replace(string(page), "<style>"+style+"</style>", "", 1)
	text = strings.Replace(text, "<script>"+script+"</script>", "", 1)
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v", err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			last.children = append(last.children, n)
			if !slices.Contains(xml.HTMLAutoClose, n.name) {
				open = append(open, n)
			}
		case xml.EndElement:
			if last.name != token.Name.Local {
				t.Fatalf("</%s> where <%s> is open", token.Name.Local, last.name)
			}
			open = open[:len(open)-1]
		case xml.CharData:
			last.children = append(last.children, &node{text: string(token)})
		}
	}
	if len(open) != 1 {
		t.Fatalf("<%s> is not closed", open[len(open)-1].name)
	}
	return root
}

// each calls visit for the node and all below it.
func (n *node) each(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.each(visit)
	}
}

// all returns the elements of a name below the node.
func (n *node) all(name string) []*node {
	var list []*node
	n.each(func(c *node) {
		if c.name == name {
			list = append(list, c)
		}
	})
	return list
}

// byID returns the element of an id; nil if there is none.
func (n *node) byID(id string) (found *node) {
	n.each(func(c *node) {
		if found == nil && c.attrs["id"] == id {
			found = c
		}
	})
	return found
}

func (n *node) has(attr string) bool { _, ok := n.attrs[attr]; return ok }

// words returns the text of the node as one reads it, without the buttons that
// name a passage's place.
func (n *node) words() string {
	var b strings.Builder
	var visit func(*node)
	visit = func(n *node) {
		if n.has("hidden") || strings.Contains(n.attrs["class"], "am-rand") {
			return
		}
		b.WriteString(n.text)
		if n.name == "br" {
			b.WriteString(" ")
		}
		for _, c := range n.children {
			visit(c)
		}
	}
	visit(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

// outline is what a screen reader's lists of landmarks and headings say of a
// page, with the other things that hold their place in it.
func (n *node) outline() string {
	var b strings.Builder
	var visit func(*node, int)
	visit = func(n *node, depth int) {
		line := ""
		label := n.attrs["aria-label"]
		if label == "" {
			label = n.attrs["aria-labelledby"]
		}
		switch role := n.attrs["role"]; {
		case n.has("hidden") && n.attrs["id"] == "":
			return
		case slices.Contains([]string{"header", "nav", "main", "aside", "section"}, n.name):
			line = n.name + " " + label
		case role != "":
			line = n.name + " role=" + role + " " + label
		case len(n.name) == 2 && n.name[0] == 'h' && n.name[1] >= '1' && n.name[1] <= '6':
			line = n.name + " " + n.words()
		case slices.Contains([]string{"form", "select", "details", "table"}, n.name):
			line = n.name + " "
			if s := n.all("summary"); len(s) > 0 {
				line += s[0].words()
			}
		}
		if line != "" {
			if id := n.attrs["id"]; id != "" {
				line += " #" + id
			}
			if n.has("hidden") {
				line += " (hidden)"
			}
			fmt.Fprintf(&b, "%s%s\n", strings.Repeat("  ", depth), strings.Join(strings.Fields(line), " "))
			depth++
		}
		for _, c := range n.children {
			visit(c, depth)
		}
	}
	visit(n, 0)
	return b.String()
}
