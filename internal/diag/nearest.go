package diag

import "strings"

// Nearest returns the known word that was probably meant by word, for a hint
// such as „Meinten Sie …?“, or "" where none is near enough: one typing error
// for each three letters, at least one and three at most. Capitals count as
// small letters, umlauts as their transcriptions, and "-", "_" and spaces as
// the same. Of equally near words the first one wins.
func Nearest(word string, known []string) string {
	w := fold(word)
	best, found := max(1, min(3, len(w)/3))+1, ""
	for _, k := range known {
		f := fold(k)
		if len(f)-len(w) >= best || len(w)-len(f) >= best {
			continue
		}
		if d := distance(w, f); d < best {
			best, found = d, k
		}
	}
	return found
}

var transcription = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "-", "_", " ", "_")

func fold(s string) string { return transcription.Replace(strings.ToLower(s)) }

// distance counts the letters to insert, delete, replace or swap with their
// neighbour that make a from b (optimal string alignment).
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
