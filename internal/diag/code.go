package diag

import (
	"slices"
	"strings"
)

// Code is a code of findings with its explanation.
type Code struct {
	Name     string   // as in Finding.Code
	Severity Severity // of its findings, the gravest where they differ
	Explain  string   // German, two to four sentences: what is found, why it matters, what to do
}

// ByName returns a copy of the codes, sorted by name.
func ByName(codes []Code) []Code {
	sorted := slices.Clone(codes)
	slices.SortFunc(sorted, func(a, b Code) int { return strings.Compare(a.Name, b.Name) })
	return sorted
}
