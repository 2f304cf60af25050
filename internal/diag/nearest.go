package diag

import "unicode"

// Nearest returns the known word that was probably meant by word, for a hint
// such as „Meinten Sie …?“, or "" where none is near enough: at most one typing
// error for three letters, three at most. Upper and lower case count as equal.
// Of equally near words the first one wins.
func Nearest(word string, known []string) string {
	w := folded(word)
	best, found := min(3, (len(w)+2)/3)+1, ""
	for _, k := range known {
		if d := distance(w, folded(k)); d < best {
			best, found = d, k
		}
	}
	return found
}

func folded(s string) []rune {
	runes := []rune(s)
	for i, r := range runes {
		runes[i] = unicode.ToLower(r)
	}
	return runes
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour that make a from b (optimal string alignment).
func distance(a, b []rune) int {
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
