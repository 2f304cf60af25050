package preflight

import (
	"regexp"
	"strconv"
	"strings"
)

// labels returns the labels of all pages (12.4.2); without any, their numbers
// from 1.
func (d *document) labels() []string {
	list := make([]string, len(d.pages))
	style, prefix, number := "D", "", 1
	var entries []treeEntry[int]
	if o := d.catalog["PageLabels"]; o != nil {
		entries = d.numbers(o).entries
	}
	for i := range list {
		for len(entries) > 0 && entries[0].key <= i {
			from := d.dict(entries[0].value)
			style, prefix, number = d.name(from["S"]), d.text(from["P"]), 1
			if n, ok := d.integer(from["St"]); ok {
				number = n
			}
			entries = entries[1:]
		}
		list[i] = prefix + numeral(number, style)
		number++
	}
	return list
}

// romans are the parts of Roman numerals.
var romans = []struct {
	value int
	text  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

// numeral writes a number of a page; of an unknown style there is none.
func numeral(n int, style string) string {
	if n < 1 || n > 2*mostPages && style != "D" {
		return ""
	}
	s := ""
	switch style {
	case "D":
		return strconv.Itoa(n)
	case "R", "r":
		for _, r := range romans {
			for ; n >= r.value; n -= r.value {
				s += r.text
			}
		}
	case "A", "a": // A to Z, AA to ZZ, …
		s = strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
	}
	if style == "r" || style == "a" {
		s = strings.ToLower(s)
	}
	return s
}

// labelAtEnd returns the number or Roman numeral that ends a text, "" if it
// ends with neither.
func labelAtEnd(s string) string { return labelEnd.FindString(strings.TrimSpace(s)) }

var labelEnd = regexp.MustCompile(`\b([0-9]+|[ivxlc]+)$`)
