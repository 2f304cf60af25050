package hyphen

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// divided returns the word with a mark at each of the offsets.
func divided(word, mark string, points []int) string {
	var b strings.Builder
	last := 0
	for _, p := range points {
		b.WriteString(word[last:p] + mark)
		last = p
	}
	return b.String() + word[last:]
}

// readLines calls use with each line of a file of testdata that is neither
// empty nor a comment.
func readLines(t *testing.T, name string, use func(line string)) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		if line := lines.Text(); line != "" && line[0] != '#' {
			use(line)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// words are those of testdata/words.txt.
func words(t *testing.T) []string {
	t.Helper()
	var words []string
	seen := map[string]bool{}
	readLines(t, "words.txt", func(line string) {
		for _, word := range strings.Fields(line) {
			if seen[word] {
				t.Errorf("words.txt: %s is there twice", word)
			}
			seen[word] = true
			words = append(words, word)
		}
	})
	if len(words) < 300 {
		t.Fatalf("words.txt: only %d words", len(words))
	}
	return words
}

// deviations are known differences between the list of words and what somebody
// makes of it: for each word how it is divided instead.
type deviations struct {
	file   string
	others map[string]string
	used   map[string]bool
}

// readDeviations reads a file of lines „Word-as-in-words.txt Word-as-di-vided
// reason“.
func readDeviations(t *testing.T, file string) *deviations {
	t.Helper()
	d := &deviations{file, map[string]string{}, map[string]bool{}}
	readLines(t, file, func(line string) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			t.Fatalf("%s: no reason: %s", file, line)
		}
		if _, ok := d.others[fields[0]]; ok {
			t.Errorf("%s: %s is there twice", file, fields[0])
		}
		d.others[fields[0]] = fields[1]
	})
	return d
}

// compare holds what somebody has made of a word against what is known.
func (d *deviations) compare(t *testing.T, want, got string) {
	t.Helper()
	other, known := d.others[want]
	d.used[want] = true
	switch {
	case !known && got != want:
		t.Errorf("%s is divided %s, and %s does not say why", want, got, d.file)
	case known && got == want:
		t.Errorf("%s is divided so now: take it out of %s", want, d.file)
	case known && got != other:
		t.Errorf("%s is divided %s, not %s as %s says", want, got, other, d.file)
	}
}

// close reports what is said of words that were not compared.
func (d *deviations) close(t *testing.T) {
	t.Helper()
	for word := range d.others {
		if !d.used[word] {
			t.Errorf("%s: %s was not compared", d.file, word)
		}
	}
}

// TestWords divides the words of the list by the patterns alone.
func TestWords(t *testing.T) {
	var plain Dictionary
	known := readDeviations(t, "patterns.txt")
	defer known.close(t)
	for _, want := range words(t) {
		word := strings.ReplaceAll(want, "-", "")
		known.compare(t, want, divided(word, "-", plain.Points(nil, word, 2, 2)))
	}
}
