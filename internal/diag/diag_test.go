package diag

import "testing"

func TestFindingString(t *testing.T) {
	for _, tt := range []struct {
		f    Finding
		want string
	}{
		{
			Finding{Pos: Pos{"ungarn.toml", 14, 9}, Code: "text-offen", Text: "Dieser Text ist nicht abgeschlossen.", Hint: "Bitte ergänzen."},
			"ungarn.toml:14:9: Fehler: Dieser Text ist nicht abgeschlossen. [text-offen]\n  Hinweis: Bitte ergänzen.",
		},
		{Finding{Pos: Pos{File: "a.toml", Line: 3}, Severity: Warning, Code: "x", Text: "T."}, "a.toml:3: Warnung: T. [x]"},
		{Finding{Pos: Pos{File: "a.pdf"}, Page: 4, Severity: Hint, Code: "x", Text: "T."}, "a.pdf, Seite 4: Hinweis: T. [x]"},
		{Finding{Page: 4, Code: "x", Text: "T."}, "Seite 4: Fehler: T. [x]"},
		{Finding{Code: "x", Text: "T."}, "Fehler: T. [x]"},
	} {
		if got := tt.f.String(); got != tt.want {
			t.Errorf("got  %q\nwant %q", got, tt.want)
		}
	}
}

func TestListSort(t *testing.T) {
	var l List
	l.Errorf(Pos{"b", 1, 1}, "c", "", "zwei %s", "Wörter")
	l.Add(Finding{Pos: Pos{"a", 2, 1}, Severity: Warning, Code: "w", Text: "T."})
	l.Errorf(Pos{"a", 2, 1}, "e", "", "T.")
	l.Errorf(Pos{"a", 1, 7}, "e", "", "T.")
	l.Errorf(Pos{"a", 1, 7}, "e", "", "T.")
	l.Sort()
	want := "a:1:7: Fehler: T. [e]\na:2:1: Fehler: T. [e]\na:2:1: Warnung: T. [w]\nb:1:1: Fehler: zwei Wörter [c]"
	if got := l.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !l.Failed() || l.Count(Error) != 3 || l.Count(Warning) != 1 || (List{}).Failed() {
		t.Errorf("counts are wrong: %d errors, %d warnings", l.Count(Error), l.Count(Warning))
	}
}
