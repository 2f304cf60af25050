package markdown

import (
	"os"
	"strings"
	"testing"
)

// TestWithoutNotes: of a draft's comments only its marks stay, and what it says
// is the same.
func TestWithoutNotes(t *testing.T) {
	data, err := os.ReadFile("../build/testdata/2023-Q4.md")
	if err != nil {
		t.Fatal(err)
	}
	draft := string(data)
	if got, ok := WithoutNotes(data); !ok || string(got) != draft {
		t.Errorf("a draft without notes is changed")
	}
	at := strings.Index(draft, "\n## ")
	if at < 0 {
		t.Fatal("no heading")
	}
	for name, note := range map[string]string{
		"a block":       "\n<!-- Kanarie -->\n",
		"several lines": "\n<!--\nKanarie\n\n- Kanarie\n-->\n",
		"in a list":     "\n- a\n- b\n\n  <!-- Kanarie -->\n- c\n",
		"short":         "\n<!-->\n\n<!-- Kanarie -->\n",
	} {
		got, ok := WithoutNotes([]byte(draft[:at] + note + draft[at:]))
		if !ok || strings.Contains(string(got), "Kanarie") || strings.Count(string(got), "<!-- us:") != strings.Count(draft, "<!-- us:") {
			t.Errorf("%s: ok %v", name, ok)
		}
	}
	for name, note := range map[string]string{
		"with text":   "\n<!-- Kanarie --> **Text**\n",
		"not closed":  "\n<!-- Kanarie\n",
		"escaped too": "\n\\<!-- bleibt --> und <!-- Kanarie --> fort\n",
	} {
		if got, ok := WithoutNotes([]byte(draft[:at] + note + draft[at:])); ok && strings.Contains(string(got), "Kanarie") {
			t.Errorf("%s: the note stays", name)
		}
	}
}
