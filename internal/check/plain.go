package check

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	tag      = regexp.MustCompile(`</?(a|span|abbr)\b[^>]*>|<!--.*?-->`)
	link     = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	emphasis = regexp.MustCompile(`(^|[^\\\w])(\*{1,3}|_{1,3})(\S(?:.*?\S)?)(\*{1,3}|_{1,3})`)
	escape   = regexp.MustCompile(`\\([!-/:-@\[-` + "`" + `{-~])`)
	marker   = regexp.MustCompile(`(?m)^ *([-*+]|\d{1,9}[.)]|>|#{1,6}) +`)
)

// plainText returns the text of a Markdown value as its reader sees it, nearly:
// enough to look for words and sentences. Line breaks become spaces; blocks are
// parted by "\n\n", items of a list by "\n".
func plainText(s string) string {
	if strings.ContainsAny(s, "<[*_\\") {
		s = tag.ReplaceAllString(s, "")
		s = link.ReplaceAllString(s, "$1")
		s = emphasis.ReplaceAllString(s, "$1$3")
		s = escape.ReplaceAllString(s, "$1")
	}
	blocks := strings.Split(s, "\n\n")
	for i, b := range blocks {
		items := marker.ReplaceAllString(b, "\x00")
		lines := strings.Split(items, "\x00")
		for j, line := range lines {
			lines[j] = strings.Join(strings.Fields(strings.ReplaceAll(line, "\\\n", "\n")), " ")
		}
		blocks[i] = strings.TrimPrefix(strings.Join(lines, "\n"), "\n")
	}
	return strings.Join(blocks, "\n\n")
}

var quotation = regexp.MustCompile(`„[^“”]*[“”]|"[^"]*"|»[^«]*«|‚[^‘’]*[‘’]|«[^»]*»`)

// unquoted returns a text without what stands in quotation marks.
func unquoted(s string) string {
	return quotation.ReplaceAllString(strings.ReplaceAll(s, "\u00a0", " "), "„“")
}

// sentences divides a plain text into its sentences, nearly: where in doubt,
// it does not divide.
func sentences(s string) (list []string) {
	start := 0
	cut := func(end int) {
		if part := strings.TrimSpace(s[start:end]); part != "" {
			list = append(list, part)
		}
		start = end
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			cut(i)
		case '.', '!', '?':
			rest := strings.TrimLeft(s[i+1:], "“)")
			if !strings.HasPrefix(rest, " ") {
				continue
			}
			next, _ := utf8.DecodeRuneInString(rest[1:])
			if s[i] == '.' && (!unicode.IsUpper(next) && next != '„' && !unicode.IsDigit(next) || innerStop(s[start:i])) {
				continue
			}
			cut(len(s) - len(rest))
		}
	}
	cut(len(s))
	return list
}

// innerStop reports whether the full stop behind the words is no end of a
// sentence.
func innerStop(s string) bool {
	word := s[strings.LastIndexAny(s, " (/-")+1:]
	digits := strings.Trim(word, "0123456789") == ""
	return digits && len(word) <= 2 || utf8.RuneCountInString(word) == 1 || shortForms[word]
}
