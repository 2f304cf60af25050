package check

import (
	"regexp"
	"strings"
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
