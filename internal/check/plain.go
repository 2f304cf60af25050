package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/record"
)

// pattern returns a regular expression that is compiled when it is first asked
// for: to compile all of the rules would cost every start of the program, even
// for its version.
func pattern(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

// wordSet makes a set of the words of a text.
func wordSet(s string) map[string]bool {
	words := strings.Fields(s)
	m := make(map[string]bool, len(words))
	for _, word := range words {
		m[word] = true
	}
	return m
}

// holdsAny reports whether a text holds one of the words or stems.
func holdsAny(s string, stems []string) bool {
	return slices.ContainsFunc(stems, func(stem string) bool { return strings.Contains(s, stem) })
}

// block is what stands in print by itself: a paragraph, an item of a list, or
// the whole of a one-line text.
type block struct {
	item bool
	text string // as its reader sees it
}

var (
	link     = pattern(`\[([^\]]*)\]\([^)]*\)`)
	emphasis = pattern(`(^|[^\\\w])(\*{1,3}|_{1,3})(\S(?:.*?\S)?)(\*{1,3}|_{1,3})`)
)

// blocks divides a text as compose does: in Markdown "- " begins an item and an
// empty line a paragraph, stars and links are marks, and nothing else means
// anything.
func blocks(v record.Value) []block {
	if v.Kind != record.Markdown {
		return []block{{text: v.Text}}
	}
	var list []block
	var lines []string
	item := false
	flush := func() {
		if len(lines) > 0 {
			text := strings.Join(lines, " ")
			if strings.ContainsAny(text, "*[") {
				text = emphasis().ReplaceAllString(link().ReplaceAllString(text, "$1"), "$1$3")
			}
			list = append(list, block{item, text})
		}
		lines, item = nil, false
	}
	for line := range strings.SplitSeq(v.Text, "\n") {
		line = strings.TrimSpace(line)
		after, isItem := strings.CutPrefix(line, "- ")
		if line == "" || isItem {
			flush()
		}
		if item = item || isItem; line != "" {
			lines = append(lines, after)
		}
	}
	flush()
	return list
}

// plainText returns a text as its reader sees it, a line for each block.
func plainText(v record.Value) string {
	if v.Kind != record.Markdown {
		return v.Text
	}
	var b strings.Builder
	for i, p := range blocks(v) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// evenSpaces makes one line of a text, with plain spaces only.
var evenSpaces = strings.NewReplacer("\u00A0", " ", "\u202F", " ", "\u00AD", "", "\n", " ")

var quotationStarts = []string{"„", `"`, "»", "‚", "«"}

var quotation = pattern(`„[^“”]*[“”]|"[^"]*"|»[^«]*«|‚[^‘’]*[‘’]|«[^»]*»`)

// unquoted returns a text without what stands in quotation marks.
func unquoted(s string) string {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	if !holdsAny(s, quotationStarts) {
		return s
	}
	return quotation().ReplaceAllString(s, "„“")
}

// sentences divides a text into its sentences, nearly: where in doubt, it does
// not divide. A line ends one.
func sentences(s string) (list []string) {
	start := 0
	cut := func(end int) {
		if part := strings.TrimSpace(s[start:end]); part != "" {
			list = append(list, part)
		}
		start = end
	}
	for i, r := range s {
		switch r {
		case '\n':
			cut(i)
		case '.', '!', '?', '…':
			rest := strings.TrimLeft(s[i+utf8.RuneLen(r):], "“‘”»)")
			if !strings.HasPrefix(rest, " ") {
				continue
			}
			next, _ := utf8.DecodeRuneInString(rest[1:])
			begins := unicode.IsUpper(next) || unicode.IsDigit(next) || next == '„' || next == '»'
			if begins && !(r == '.' && abbreviated(s[start:i])) {
				cut(len(s) - len(rest))
			}
		}
	}
	cut(len(s))
	return list
}

// abbreviated reports whether the full stop at the end of s, or right behind
// it, is that of an abbreviation or an ordinal number.
func abbreviated(s string) bool {
	s = strings.TrimSuffix(s, ".")
	word := s
	if i := strings.LastIndexAny(s, " \u00a0(„-./"); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		word = s[i+size:]
	}
	digits := word != "" && strings.Trim(word, "0123456789") == ""
	first, size := utf8.DecodeRuneInString(word)
	return digits && len(word) <= 2 || unicode.IsLetter(first) && size == len(word) || shortForms[word]
}

// shortForms are abbreviations, without their full stop, that stand before
// other words or at the end of a name.
var shortForms = wordSet(`Abb Abs Abt Adj Art Aufl Az Bd Bez Bf Bl bzw ca Chr Co Corp Dipl Dr Drs ebd einschl engl etc evtl exkl ff franz Frl geb gegr gem ggf ggü hl Hon Hrsg Inc Ing inkl insb insbes internat Jan Feb Febr Apr Aug Sept Okt Nov Dez Jg Jh Jr jun Kap kath Kfm lat Ltd lt max Mag Mio Mrd MinDir min Mr Mrs Ms mtl Nr Nrn niederl o poln Prof Red Reg rd Rn russ S sen Sen sog Sr St Std stellv Str Tab Tel tlw Tsd türk u ukr ungar Univ urspr usf usw v vgl vs Vors wg z Zi Ziff zit zzgl zz`)
