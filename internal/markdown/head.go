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
