package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Gravest divides a list into the n findings that are to be shown, the gravest
// ones, and the rest. Both keep the order of the list.
func (l List) Gravest(n int) (shown, rest List) {
	if len(l) <= n {
		return l, nil
	}
	var room [3]int // how many of each severity are shown
	for s := range room {
		room[s] = min(n, l.Count(Severity(s)))
		n -= room[s]
	}
	for _, f := range l {
		if room[f.Severity] > 0 {
			room[f.Severity]--
			shown = append(shown, f)
		} else {
			rest = append(rest, f)
		}
	}
	return shown, rest
}

// tallyFiles is how many files Tally names.
const tallyFiles = 20

// Tally counts the findings by file and code, a file a line, indented by two
// spaces, in the order of the list:
//
//	partnerschaften/ungarn.toml: 12 × feld-fehlt, 3 × typ-falsch
//
// Files beyond the twentieth are counted together.
func (l List) Tally() string {
	type count struct {
		code string
		n    int
	}
	counts := make(map[string][]count)
	var files []string
	for _, f := range l {
		of, seen := counts[f.File]
		if !seen {
			files = append(files, f.File)
		}
		i := slices.IndexFunc(of, func(c count) bool { return c.code == f.Code })
		if i < 0 {
			i = len(of)
			of = append(of, count{code: f.Code})
		}
		of[i].n++
		counts[f.File] = of
	}
	var b strings.Builder
	others := 0
	for i, file := range files {
		if i >= tallyFiles && len(files) > tallyFiles+1 {
			for _, c := range counts[file] {
				others += c.n
			}
			continue
		}
		b.WriteString("  ")
		if file != "" {
			b.WriteString(clean(file) + ": ")
		}
		for j, c := range counts[file] {
			if j > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "%d × %s", c.n, c.code)
		}
		b.WriteByte('\n')
	}
	if others > 0 {
		fmt.Fprintf(&b, "  %d weitere Dateien: %d Meldungen\n", len(files)-tallyFiles, others)
	}
	return b.String()
}
