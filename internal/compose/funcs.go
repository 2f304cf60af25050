package compose

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// funcs is what a template can call besides the engine's own functions.
func funcs(tick func() (string, error)) template.FuncMap {
	return template.FuncMap{
		"list":      enumerate, // „A, B und C“
		"lines":     lines,     // the texts, each a line with a hard break
		"upper":     upper,     // with a capital first letter
		"bare":      bare,      // without the article at its beginning
		"tie":       tie,       // a date whose year stands with its month, for narrow cells
		"quote":     quote,     // for use behind „> “
		"verb":      verb,      // {{verb .Ours "sprach" "sprachen"}}
		"long":      long,      // whether the texts are better told as a list
		"even":      func(n int) bool { return n%2 == 0 },
		"contract":  contract,  // {{contract "von" .With}}: „vom Präsidenten“
		"phrases":   phrases,   // whether none of the texts is a whole sentence
		"sentences": sentences, // whether the texts are whole sentences
		"print":     func(args ...any) (string, error) { return printed(fmt.Sprint(args...)) },
		"printf":    func(format string, args ...any) (string, error) { return printed(fmt.Sprintf(format, args...)) },
		"println":   func(args ...any) (string, error) { return printed(fmt.Sprintln(args...)) },
		// The engine's escapers are for other languages than Markdown.
		"html":     foreign,
		"js":       foreign,
		"urlquery": foreign,
		"tick":     tick, // set into every loop by parse; see there
	}
}

// enumerate joins texts as German does: with commas and „und“, or „sowie“
// where one of them has an „und“ of its own.
func enumerate(list []Text) Text {
	word := " und "
	for _, t := range list {
		for _, f := range t {
			if f.once == 0 && strings.Contains(f.s, " und ") { // a person's office does not count
				word = " sowie "
			}
		}
	}
	var out Text
	for i, t := range list {
		switch {
		case i == 0:
		case i == len(list)-1:
			out = append(out, fragment{s: word, raw: true})
		default:
			out = append(out, fragment{s: ", ", raw: true})
		}
		out = append(out, t...)
	}
	return out
}

func lines(list []Text) Text {
	var out Text
	for i, t := range list {
		if i > 0 {
			out = append(out, fragment{s: "\\\n", raw: true})
		}
		out = append(out, t...)
	}
	return out
}

// tie sets no-break spaces between years and what stands before them.
func tie(t Text) Text {
	out := append(Text(nil), t...)
	for i := range out {
		out[i].s = beforeYear.ReplaceAllString(out[i].s, "$1\u00a0$2")
	}
	return out
}

// beforeYear finds what stands before a year: „Oktober 2023“, „Ende 2024“.
var beforeYear = regexp.MustCompile(`(\pL) (\d{4})`)

// upper begins a sentence with the text. A first letter that is followed by a
// capital („eMobility“) stays as it is.
func upper(t Text) Text {
	if len(t) == 0 || t[0].raw {
		return t
	}
	first, n := utf8.DecodeRuneInString(t[0].s)
	if next, _ := utf8.DecodeRuneInString(t[0].s[n:]); unicode.IsUpper(next) {
		return t
	}
	out := append(Text(nil), t...)
	out[0].s = string(unicode.ToUpper(first)) + t[0].s[n:]
	return out
}

// contract joins a preposition with the article behind it: „vom Präsidenten“.
func contract(preposition string, t Text) Text {
	out := append(Text{{s: preposition + " ", raw: true}}, t...)
	if len(t) == 0 || t[0].raw {
		return out
	}
	for _, c := range [...]struct{ preposition, article, both string }{
		{"von", "dem ", "vom "}, {"zu", "dem ", "zum "}, {"zu", "der ", "zur "},
		{"bei", "dem ", "beim "}, {"in", "dem ", "im "}, {"an", "dem ", "am "},
	} {
		if rest, ok := strings.CutPrefix(t[0].s, c.article); ok && c.preposition == preposition {
			out[0].s = c.both
			out[1].s = rest
			return out
		}
	}
	return out
}

// bare drops an article that stands first, for table cells: always an
// indefinite one; a definite one only before a noun, since an adjective would
// have to change with it („der zweite Gipfel“, „zweiter Gipfel“).
func bare(t Text) Text {
	if len(t) == 0 || t[0].raw {
		return t
	}
	article, rest, ok := strings.Cut(t[0].s, " ")
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case !ok:
		return t
	case article == "ein" || article == "eine":
	case (article == "der" || article == "die" || article == "das") && unicode.IsUpper(next):
	default:
		return t
	}
	out := append(Text(nil), t...)
	out[0].s = rest
	return out
}

// quote makes paragraphs and lists stay in the block quotation that the
// template has begun.
func quote(t Text) Text {
	out := append(Text(nil), t...)
	for i := range out {
		if out[i].raw {
			out[i].s = strings.ReplaceAll(out[i].s, "\n", "\n> ")
		}
	}
	return out
}

// verb chooses the singular or plural form. Its subject is a list of persons,
// a list of texts, a count or a bool (whether it is a plural).
func verb(subject any, one, many string) (string, error) {
	plural := false
	switch s := subject.(type) {
	case bool:
		plural = s
	case int:
		plural = s != 1
	case Count:
		plural = s.Many()
	case People:
		plural = s.Many()
	case []Text:
		plural = len(s) > 1
	default:
		return "", fmt.Errorf("verb: %T has no number", subject)
	}
	if plural {
		return many, nil
	}
	return one, nil
}

// longList is the length in characters, about three lines of the page, from
// which an enumeration is better told as a list.
const longList = 220

// long reports whether several texts are better told as a list.
func long(list []Text) bool { return len(list) > 1 && length(list...) > longList }

// sentences reports whether every text ends as a sentence does.
func sentences(list []Text) bool {
	for _, t := range list {
		if !endsSentence(strings.TrimRight(t.plainString(), "“”‘’\"")) {
			return false
		}
	}
	return true
}

// phrases reports whether no text ends as a sentence does.
func phrases(list []Text) bool {
	for _, t := range list {
		if sentences([]Text{t}) {
			return false
		}
	}
	return true
}

// Limits of a run, far beyond any report and well within a machine's memory.
const (
	maxOutput = 64 << 20  // bytes of all templates together
	maxPrint  = 64 << 10  // bytes of one printf, print or println
	maxTicks  = 1_000_000 // passes through loops and calls of templates
)

var (
	errOutput = errors.New("output limit")
	errTicks  = errors.New("tick limit")
)

func printed(s string) (string, error) {
	if len(s) > maxPrint {
		return "", errOutput
	}
	return s, nil
}

func foreign(...any) (string, error) {
	return "", errors.New("escapes for another language than Markdown")
}

// limited collects the output up to maxOutput.
type limited struct{ strings.Builder }

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > maxOutput {
		return 0, errOutput
	}
	return l.Builder.Write(p)
}
