package preflight

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
)

// The rules of what the file says of itself.
var metadataRules = []rule{
	{"metadaten-fehlen", "ISO 19005-2, 6.6.2.1; ISO 14289-1, 7.1; Matterhorn 06-001", diag.Error, "Die Datei enthält Metadaten in XMP.", func(d *document, report report) {
		s := d.stream(d.catalog["Metadata"])
		switch {
		case s == nil:
			report(0, "Die Metadaten fehlen.")
		case d.name(s.Dict["Type"]) != "Metadata" || d.name(s.Dict["Subtype"]) != "XML":
			report(0, "Die Metadaten sind nicht als solche gekennzeichnet (Type, Subtype).")
		}
	}},
	{"metadaten-gepackt", "ISO 32000-1, 14.3.2; ISO 16684-1, 7.3", diag.Warning, "Die Metadaten liegen ungepackt in der Datei, damit auch Programme sie finden, die kein PDF lesen.", func(d *document, report report) {
		if s := d.stream(d.catalog["Metadata"]); s != nil && len(d.filters(*s)) > 0 {
			report(0, "Die Metadaten sind gepackt.")
		}
	}},
	{"metadaten-xml", "ISO 19005-2, 6.6.2.1; ISO 16684-1", diag.Error, "Die Metadaten sind gültiges XML in UTF-8, mit einer Beschreibung in RDF.", func(d *document, report report) {
		x := d.packet()
		if x == nil {
			return
		}
		if !utf8.Valid(x.data) {
			report(0, "Die Metadaten sind nicht in UTF-8 geschrieben.")
		} else if x.err != nil {
			report(0, "Die Metadaten lassen sich nicht lesen: %v.", x.err)
		}
	}},
	{"metadaten-paket", "ISO 19005-2, 6.6.2.1; ISO 16684-1, 7.3", diag.Error, "Die Metadaten beginnen und enden mit den Marken eines XMP-Pakets, ohne die Angaben bytes und encoding.", func(d *document, report report) {
		x := d.packet()
		if x == nil {
			return
		}
		head := packetHead.FindSubmatch(x.data)
		switch {
		case head == nil:
			report(0, "Die Metadaten beginnen nicht mit der Marke eines XMP-Pakets.")
		case bytes.Contains(head[1], []byte("bytes=")) || bytes.Contains(head[1], []byte("encoding=")):
			report(0, "Die Marke des XMP-Pakets hat eine Angabe bytes oder encoding.")
		}
		if !packetEnd.Match(x.data) {
			report(0, "Die Metadaten enden nicht mit der Marke eines XMP-Pakets.")
		}
	}},
	{"metadaten-pdfa", "ISO 19005-2, 6.6.4", diag.Error, "Die Metadaten nennen die Datei PDF/A-2, Stufe A.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		part, level := x.text(nsPDFA+"part"), x.text(nsPDFA+"conformance")
		switch {
		case part == "" && level == "":
			report(0, "Die Metadaten nennen die Datei nicht PDF/A.")
		case part != "2" || level != "A":
			report(0, "Die Metadaten nennen die Datei PDF/A-%s%s.", part, level)
		}
		for prefix := range x.prefixes[nsPDFA] {
			if prefix != "pdfaid" {
				report(0, "Die Angabe PDF/A steht unter dem Kürzel %s statt pdfaid.", quote(prefix))
			}
		}
	}},
	{"metadaten-pdfua", "ISO 14289-1, 5; Matterhorn 06-002", diag.Error, "Die Metadaten nennen die Datei PDF/UA-1.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		switch part := x.text(nsPDFUA + "part"); part {
		case "1":
		case "":
			report(0, "Die Metadaten nennen die Datei nicht PDF/UA.")
		default:
			report(0, "Die Metadaten nennen die Datei PDF/UA-%s.", part)
		}
		for prefix := range x.prefixes[nsPDFUA] {
			if prefix != "pdfuaid" {
				report(0, "Die Angabe PDF/UA steht unter dem Kürzel %s statt pdfuaid.", quote(prefix))
			}
		}
	}},
	{"metadaten-unbekannt", "ISO 19005-2, 6.6.2.3.1", diag.Error, "Jede Angabe der Metadaten ist bekannt oder in einem Schema beschrieben.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		for _, key := range x.order {
			if _, ok := predefined[key]; ok || x.described[key] {
				continue
			}
			if space, _ := splitKey(key); slices.Contains(knownSpaces, space) {
				continue
			}
			report(0, "Die Angabe %s ist unbekannt und nicht beschrieben.", quote(key))
		}
	}},
	{"metadaten-art", "ISO 19005-2, 6.6.2.3.1; ISO 16684-1", diag.Error, "Jede Angabe der Metadaten ist von der Art, die für sie vorgesehen ist.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		for _, key := range x.order {
			if kind, ok := predefined[key]; ok && x.properties[key].kind != kind {
				_, name := splitKey(key)
				report(0, "Die Angabe %s ist nicht von der Art, die vorgesehen ist (%s).", quote(name), strings.TrimSpace("Text "+kind))
			}
		}
	}},
	{"metadaten-schema", "ISO 19005-2, 6.6.2.3.2, 6.6.2.3.3", diag.Error, "Die Beschreibung eines Schemas ist vollständig.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		for _, text := range x.schemaFaults {
			report(0, "%s", text)
		}
	}},
	{"metadaten-titel", "ISO 14289-1, 7.1; Matterhorn 06-003", diag.Error, "Die Metadaten nennen den Titel des Dokuments.", func(d *document, report report) {
		if x := d.readXMP(); x != nil && strings.TrimSpace(x.text(nsDC+"title")) == "" {
			report(0, "Der Titel fehlt in den Metadaten.")
		}
	}},
	{"metadaten-titelanzeige", "ISO 14289-1, 7.1; Matterhorn 07-001, 07-002", diag.Error, "Das Fenster des Leseprogramms zeigt den Titel statt des Dateinamens.", func(d *document, report report) {
		if !d.boolean(d.dict(d.catalog["ViewerPreferences"])["DisplayDocTitle"]) {
			report(0, "Das Fenster zeigt den Titel nicht (DisplayDocTitle).")
		}
	}},
	{"metadaten-sprache", "ISO 16684-1, 8.3; ISO 19005-2, 6.7.4", diag.Warning, "Die Metadaten nennen dieselbe Sprache wie die Datei.", func(d *document, report report) {
		x, lang := d.readXMP(), d.text(d.catalog["Lang"])
		if x == nil || lang == "" {
			return
		}
		if list := x.list(nsDC + "language"); !slices.ContainsFunc(list, func(s string) bool { return strings.EqualFold(s, lang) }) {
			if len(list) == 0 {
				list = []string{"keine"}
			}
			report(0, "Die Datei ist in der Sprache %s, die Metadaten nennen %s.", quote(lang), quote(strings.Join(list, ", ")))
		}
	}},
	{"metadaten-info", "ISO 19005-2, 6.1.5", diag.Warning, "Die Dokumentinformation sagt dasselbe wie die Metadaten.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		for _, pair := range infoPairs {
			o, has := d.info[pair.info]
			there := len(x.list(pair.property)) > 0
			if !has && !there {
				continue
			}
			info, own := d.text(o), x.text(pair.property)
			if pair.property == nsDC+"creator" {
				own = strings.Join(x.list(pair.property), ", ")
			}
			same := info == own
			if strings.HasSuffix(pair.info, "Date") {
				a, ok1 := infoDate(info)
				b, ok2 := xmpDate(own)
				same = ok1 && ok2 && a.Equal(b)
			}
			switch {
			case !same && has && there:
				report(0, "Die Angabe %s ist in der Dokumentinformation %s, in den Metadaten %s.", pair.info, quote(info), quote(own))
			case !has:
				report(0, "Die Angabe %s steht nur in den Metadaten.", pair.info)
			case !there:
				report(0, "Die Angabe %s steht nur in der Dokumentinformation.", pair.info)
			}
		}
	}},
	{"metadaten-schlagwort", "ISO 16684-1, 8.3", diag.Warning, "Die Schlagwörter sind einzeln dieselben wie zusammen.", func(d *document, report report) {
		x := d.readXMP()
		if x == nil {
			return
		}
		if all, each := x.text(nsPDF+"Keywords"), strings.Join(x.list(nsDC+"subject"), ", "); all != each {
			report(0, "Die Schlagwörter sind zusammen %s, einzeln %s.", quote(all), quote(each))
		}
	}},
	{"metadaten-datum", "ISO 32000-1, 7.9.4; ISO 16684-1, 8.2.1.2", diag.Error, "Die Daten der Entstehung und der letzten Änderung stehen im Kalender.", func(d *document, report report) {
		for _, key := range []string{"CreationDate", "ModDate"} {
			if o, has := d.info[key]; has {
				if _, ok := infoDate(d.text(o)); !ok {
					report(0, "Die Angabe %s der Dokumentinformation ist kein Datum: %s.", key, quote(d.text(o)))
				}
			}
		}
		x := d.readXMP()
		if x == nil {
			return
		}
		for _, name := range []string{"CreateDate", "ModifyDate", "MetadataDate"} {
			if _, has := x.properties[nsXMP+name]; has {
				if _, ok := xmpDate(x.text(nsXMP + name)); !ok {
					report(0, "Die Angabe %s der Metadaten ist kein Datum: %s.", name, quote(x.text(nsXMP+name)))
				}
			}
		}
	}},
}

var (
	packetHead = regexp.MustCompile(`\A\s*<\?xpacket (begin=[^>]*)\?>`)
	packetEnd  = regexp.MustCompile(`<\?xpacket end=["'][rw]["']\?>\s*\z`)

	// infoPairs are the keys of the information dictionary and their
	// counterparts.
	infoPairs = []struct{ info, property string }{
		{"Title", nsDC + "title"}, {"Author", nsDC + "creator"}, {"Subject", nsDC + "description"}, {"Keywords", nsPDF + "Keywords"},
		{"Creator", nsXMP + "CreatorTool"}, {"Producer", nsPDF + "Producer"}, {"CreationDate", nsXMP + "CreateDate"}, {"ModDate", nsXMP + "ModifyDate"},
	}
)

// infoDate reads a date of PDF, such as D:20231031 or D:20231031120000+01'00'.
func infoDate(s string) (time.Time, bool) {
	digits, ok := strings.CutPrefix(s, "D:")
	if !ok {
		return time.Time{}, false
	}
	// "+01'00'" and "+01'00" are the same.
	digits = strings.Replace(strings.ReplaceAll(digits, "'", ""), "Z0000", "Z", 1)
	return parseDate(digits, "2006", "200601", "20060102", "200601021504", "20060102150405", "20060102150405Z0700", "20060102150405Z07", "200601021504Z0700")
}

// xmpDate reads a date of XMP.
func xmpDate(s string) (time.Time, bool) {
	return parseDate(s, "2006", "2006-01", "2006-01-02", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04", "2006-01-02T15:04:05")
}

func parseDate(s string, layouts ...string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
