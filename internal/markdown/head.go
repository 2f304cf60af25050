package markdown

import (
	"slices"
	"strings"
	"time"

	"umsetzungsstand/internal/diag"
)

// key is a line "schlüssel: wert" of a mark; its entities are not resolved.
type key struct {
	name, value string
	offset      int
}

// keys reads the lines of a mark: known keys, each once.
func (r *reader) keys(m *mark, known []string) []key {
	var list []key
	at := m.bodyAt
	for line := range strings.SplitAfterSeq(m.body, "\n") {
		offset := at + leadingBlank(line)
		at += len(line)
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		switch {
		case !ok:
			r.error(offset, "schluessel-zeile", "Bitte schreiben Sie „schlüssel: wert“ in eine Zeile; ein Wert geht nicht über mehrere.",
				"Der Zeile %s fehlt der Doppelpunkt.", quoted(line))
		case !slices.Contains(known, name):
			hint := "Möglich sind: " + strings.Join(known, ", ") + "."
			if near := diag.Nearest(name, known); near != "" {
				hint = "Meinten Sie „" + near + "“?"
			}
			r.error(offset, "schluessel-unbekannt", hint, "Den Schlüssel %s gibt es in „us:%s“ nicht.", quoted(name), m.name)
		case slices.ContainsFunc(list, func(k key) bool { return k.name == name }):
			r.error(offset, "schluessel-doppelt", "Bitte löschen Sie eine der beiden Zeilen.", "Der Schlüssel „%s“ steht zweimal da.", name)
		default:
			list = append(list, key{name, strings.TrimSpace(value), offset})
		}
	}
	return list
}

// head reads the head of the draft.
func (r *reader) head(m *mark) {
	if r.headSeen {
		r.error(m.offset, "kopf-doppelt", "Bitte löschen Sie einen der beiden Köpfe.", "Der Entwurf hat einen zweiten Kopf.")
		return
	}
	r.headSeen = true
	if len(r.doc.Parts) > 0 {
		r.error(m.offset, "kopf-stelle", "Bitte setzen Sie ihn an den Anfang der Datei.", "Der Kopf steht nicht am Anfang des Entwurfs.")
	}
	if m.arg != headVersion {
		r.error(m.offset, "kopf-fassung", "Bitte schreiben Sie „<!-- us:dokument "+headVersion+"“.",
			"Der Kopf hat die Fassung %s; dieses Programm liest die Fassung „%s“.", quoted(m.arg), headVersion)
	}
	meta := &r.doc.Meta
	found := map[string]bool{}
	for _, k := range r.keys(m, headKeys) {
		found[k.name] = k.value != ""
		value := unescape(k.value, false)
		switch k.name {
		case "edition":
			meta.Edition = value
		case "titel":
			meta.Title = value
		case "verfasser":
			meta.Author = value
		case "gegenstand":
			meta.Subject = value
		case "datum":
			meta.Date = value
			if value != "" && !isDate(value) {
				r.error(k.offset, "wert-ungueltig",
					"Bitte schreiben Sie Tag, Monat, Jahr oder Zeitraum wie in „datum: 2023-10-31“, „2023-10“, „2023“ oder „2023-10-18/2023-10-19“.",
					"%s ist kein Datum.", quoted(value))
			}
		case "stichtag":
			meta.AsOf = value
			if _, err := time.Parse("2006-01-02", value); err != nil && value != "" {
				r.error(k.offset, "wert-ungueltig", "Bitte schreiben Sie Jahr, Monat und Tag wie in „stichtag: 2023-10-31“.",
					"Der Stichtag %s ist kein Tag.", quoted(value))
			}
		case "zustand":
			meta.Draft = r.choice(k, "freigegeben", "entwurf")
		case "muster":
			meta.Sample = r.choice(k, "nein", "ja")
		case "satzart":
			meta.Justify = r.choice(k, "flattersatz", "blocksatz")
		case "kopfzeile":
			meta.Header, meta.HeaderAt = value, r.src.pos(k.offset)
		case "schlagworte":
			for word := range strings.SplitSeq(k.value, ",") {
				if word = strings.TrimSpace(unescape(word, false)); word != "" {
					meta.Keywords = append(meta.Keywords, word)
				}
			}
		case "trennung":
			meta.Hyphens = words(k.value)
		case "ungetrennt":
			meta.Unbroken = words(k.value)
		}
	}
	for _, name := range headRequired {
		if !found[name] {
			r.warn(m.offset, "kopf-unvollstaendig", "Bitte ergänzen Sie die Zeile „"+name+": …“.", "Im Kopf fehlt „%s“.", name)
		}
	}
}

// isDate reports whether a value is a date in the canonical notation of the
// records: EDTF (https://www.loc.gov/standards/datetime/) of a day, month or
// year, a season (21–24), quarter (33–36) or half-year (40, 41), an interval of
// these, open at one end or at none; or „Ende 2024“ and the like, for which
// EDTF has nothing. Years are from 1000, as there.
func isDate(value string) bool {
	from, to, interval := strings.Cut(value, "/")
	switch {
	case !interval:
		return isMoment(from)
	case from == "..":
		return isMoment(to)
	case to == "..":
		return isMoment(from)
	case isCalendar(from) && isCalendar(to):
		common := min(len(from), len(to))
		return from[:common] <= to[:common]
	}
	return isMoment(from) && isMoment(to)
}

func isMoment(value string) bool {
	if isCalendar(value) {
		return true
	}
	if year, group, ok := strings.Cut(value, "-"); ok {
		return isCalendar(year) && slices.Contains(groups, group)
	}
	part := strings.Split(value, " ")
	last := len(part) - 1
	return (last == 1 || last == 2 && slices.Contains(months, part[1])) &&
		slices.Contains(yearParts, part[0]) && len(part[last]) == len("2023") && isCalendar(part[last])
}

// isCalendar reports whether a value is a day, month or year of the calendar.
func isCalendar(value string) bool {
	const day = "2006-01-02"
	if n := len(value); n != len("2006") && n != len("2006-01") && n != len(day) {
		return false
	}
	_, err := time.Parse(day[:len(value)], value)
	return err == nil && value[0] != '0'
}

// What stands in dates besides the calendar's figures.
var (
	groups    = []string{"21", "22", "23", "24", "33", "34", "35", "36", "40", "41"}
	yearParts = []string{"Anfang", "Mitte", "Ende"}
	months    = []string{
		"Januar", "Februar", "März", "April", "Mai", "Juni",
		"Juli", "August", "September", "Oktober", "November", "Dezember",
	}
)

// choice reads a value of which there are two, and reports whether it is the
// second. An empty value is the first.
func (r *reader) choice(k key, first, second string) bool {
	if k.value != first && k.value != second && k.value != "" {
		r.error(k.offset, "wert-ungueltig", "Möglich sind: "+first+", "+second+".",
			"%s ist kein Wert von „%s“.", quoted(k.value), k.name)
	}
	return k.value == second
}

// words reads a list of words separated by spaces.
func words(value string) []string {
	list := strings.Fields(value)
	for i, w := range list {
		list[i] = unescape(w, false)
	}
	return list
}
