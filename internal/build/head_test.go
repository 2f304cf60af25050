package build

import (
	"bytes"
	"testing"
)

// An edition may do without a table of contents.
func TestWithoutContents(t *testing.T) {
	set := furnished(t)
	mark := []byte("<!-- us:inhalt")
	if md := draftOf(t, set, "2023-Q4").Markdown; !bytes.Contains(md, mark) {
		t.Error("the draft has no table of contents")
	}
	for i := range set.Editions {
		set.Editions[i].Contents = "keines"
	}
	if md := draftOf(t, set, "2023-Q4").Markdown; bytes.Contains(md, mark) {
		t.Error("the draft has a table of contents, although the edition wants none")
	}
}

// The names of persons in an edition are not divided in print.
func TestNamesAreNotDivided(t *testing.T) {
	set := furnished(t)
	for i := range set.Partnerships {
		if p := &set.Partnerships[i]; p.Slug == "ungarn" {
			p.Meetings[0].Theirs[0].Name = "Dr. Konstantina Papadopoulou-Ziegenhagen (x)"
		}
	}
	head, _, _ := bytes.Cut(draftOf(t, set, "2023-Q4").Markdown, []byte("-->"))
	if !bytes.Contains(head, []byte(" Konstantina ")) || !bytes.Contains(head, []byte(" Papadopoulou-Ziegenhagen")) || bytes.Contains(head, []byte("(x)")) {
		t.Errorf("the head is\n%s", head)
	}
}
