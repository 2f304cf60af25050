package hyphen

import (
	"crypto/sha256"
	"encoding/hex"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// The embedded file must be the one that was published, byte for byte.
func TestText(t *testing.T) {
	const want = "3534fe7edb6cf20e085865b069f22013dc532e93959a49fc1f97567a8be6b3ef"
	sum := sha256.Sum256([]byte(text))
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("SHA-256 %s, want %s", got, want)
	}
	if n := strings.Count(text, "\n"); n != 35_056 {
		t.Errorf("%d patterns, want 35,056", n)
	}
	for _, r := range text {
		if r != '\n' && r != '.' && !unicode.IsDigit(r) && (!unicode.IsLower(r) || r > unicode.MaxLatin1) {
			t.Fatalf("patterns with %q are not understood", r)
		}
	}
}

// reference is the method as Liang's thesis tells it, with the patterns in a
// map.
type reference map[string][]uint8

func newReference() reference {
	ref := reference{}
	for pattern := range strings.Lines(text) {
		var letters []rune
		levels := []uint8{0}
		for _, r := range strings.TrimSuffix(pattern, "\n") {
			if unicode.IsDigit(r) {
				levels[len(levels)-1] = uint8(r - '0')
			} else {
				letters, levels = append(letters, r), append(levels, 0)
			}
		}
		ref[string(letters)] = levels
	}
	return ref
}

func (ref reference) levels(letters []rune) []uint8 {
	levels := make([]uint8, len(letters)+1)
	for i := range letters {
		for j := i + 1; j <= len(letters); j++ {
			for k, level := range ref[string(letters[i:j])] {
				levels[i+k] = max(levels[i+k], level)
			}
		}
	}
	return levels[:len(letters)]
}

// TestRaise compares the index with the reference for the words of the list,
// for each pattern as a word, and for strings of letters at random, the same
// at each run.
func TestRaise(t *testing.T) {
	ref := newReference()
	if len(ref) != 35_056 {
		t.Fatalf("%d patterns", len(ref))
	}
	compare := func(word string) {
		letters := []rune("." + strings.Trim(word, ".") + ".")
		bytes := make([]byte, len(letters))
		for i, r := range letters {
			if r <= unicode.MaxLatin1 {
				bytes[i] = byte(r)
			}
		}
		got := make([]uint8, len(bytes))
		patterns().raise(got, bytes)
		if want := ref.levels(letters); !slices.Equal(got, want) {
			t.Errorf("%s: levels %v, want %v", word, got, want)
		}
	}
	for _, word := range words(t) {
		compare(strings.ToLower(strings.ReplaceAll(word, "-", "")))
	}
	for letters := range ref {
		compare(letters)
	}
	random := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune("aaeeeeiioouuäöübcdfghjklmnnpqrrsssttvwxyzßéčł")
	for range 10_000 {
		word := make([]rune, 1+random.IntN(30))
		for i := range word {
			word[i] = alphabet[random.IntN(len(alphabet))]
		}
		compare(string(word))
	}
}

// build must refuse what its entries cannot hold.
func TestBuildTooMuch(t *testing.T) {
	for _, text := range []string{strings.Repeat("\n", 1<<indexBits), strings.Repeat("a", 1<<18)} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d bytes of patterns were taken", len(text))
				}
			}()
			build(text)
		}()
	}
}
