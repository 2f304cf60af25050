package markdown

import "strings"

// # The dialect
//
// A draft is CommonMark with GFM tables; nothing else of GFM, no automatic
// heading ids. What other readers do not show carries the rest:
//
// Marks are HTML comments that stand alone in their block, at the left margin:
//
//	<!-- us:dokument 1          the head, the first block: "schlüssel: wert" a line (see headKeys)
//	titel: …
//	-->
//	<!-- us:teil brief -->      opens a part: brief, titelblatt, bericht
//	<!-- us:anschrift -->       opens a zone of the part (see zones)
//	<!-- us:vereinbarung -->    the next paragraph is an agreement's title and date; in the report only
//	<!-- us:inhalt              the table of contents stands here; in the report only, once
//	titel: Inhalt
//	-->
//	<!-- us:tabelle             belongs to the table that follows; both lines are optional
//	spalten: 36 31 45 48
//	zusammenfassung: …
//	-->
//
// Values of the head, us:inhalt and us:tabelle begin after the first colon of the line
// and end with it; spaces around them do not count. HTML entities in them are
// resolved after lists have been split, backslashes mean nothing. So a writer
// writes & as &amp; or &#38;, the second of two hyphens and every > as &#45;
// and &#62; (nothing in a value can then end the comment), a comma inside a
// keyword as &#44;.
//
// A comment that does not begin with "us:" is a clerk's note and appears
// nowhere, in the text of a paragraph neither. A comment in which another one
// begins has no end, and is an error (see comment.go).
//
// Blocks: ATX headings of levels 1 to 3, paragraphs, bullet and ordered lists,
// block quotes with paragraphs and lists, tables, hard breaks. A line break in
// the source is a space.
//
// Inlines: emphasis, strong emphasis, code spans, links to http, https, mailto
// and #anchor, autolinks, and of raw HTML exactly
//
//	<a id="…"></a>              in a heading: its anchor, of a–z, 0–9 and hyphens
//	<span lang="…">…</span>     language of the text
//	<abbr title="…">…</abbr>    long form of an abbreviation
//
// written as here, nested properly inside one block. Everything else is
// reported, and its text stays.

// zones says which zones a part can have.
var zones = map[PartKind][]string{
	Letter:    {"absender", "ruecksendeangabe", "anschrift", "angaben", "betreff", "brieftext", "unterschrift", "anlagen"},
	TitlePage: {"urheber", "titel", "adressat", "anlass", "thema", "stand"},
	Report:    nil,
}

// parts lists the parts in the order of the document.
var parts = []PartKind{Letter, TitlePage, Report}

// The marks that are not zones.
const (
	markHead      = "dokument"
	markPart      = "teil"
	markAgreement = "vereinbarung"
	markContents  = "inhalt"
	markTable     = "tabelle"
)

// markNames lists every mark, for hints.
var markNames = func() []string {
	names := []string{markHead, markPart, markAgreement, markContents, markTable}
	for _, p := range parts {
		names = append(names, zones[p]...)
	}
	return names
}()

// headVersion is the version of the head that this package reads.
const headVersion = "1"

// headKeys lists the keys of the head.
var headKeys = []string{
	"edition", "titel", "verfasser", "gegenstand", "datum", "stichtag", "zustand", "muster", "satzart",
	"kopfzeile", "schlagworte", "trennung", "ungetrennt",
}

// headRequired lists the keys without which a document says too little about
// itself.
var headRequired = []string{"edition", "titel", "verfasser"}

var contentsKeys = []string{"titel"}

var tableKeys = []string{"spalten", "zusammenfassung"}

// Limits. Beyond them the signs are text; a finding says so.
const (
	maxDepth      = 8    // lists and quotes within each other
	maxDelimiters = 1000 // runs of * and _, and opening brackets, each, in one block: matching them takes quadratic time
	maxTags       = 32   // open span and abbr within each other
)

// isAnchor reports whether s can be the id of a heading.
func isAnchor(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isLanguage reports whether s has the form of a language tag (RFC 5646, 2.1:
// subtags of one to eight letters and digits, the first of letters; one that
// consists of a single character introduces others).
func isLanguage(s string) bool {
	subs := strings.Split(s, "-")
	for i, sub := range subs {
		if len(sub) < 1 || len(sub) > 8 || len(sub) < 2 && (i == 0 || i == len(subs)-1) {
			return false
		}
		for _, c := range []byte(sub) {
			letter := c|0x20 >= 'a' && c|0x20 <= 'z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return true
}
