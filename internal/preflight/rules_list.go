package preflight

import (
	"slices"
	"strconv"
	"strings"

	"umsetzungsstand/internal/diag"
)

// listRules are about lists and tables of contents.
var listRules = []rule{
	{"liste-aufbau", "ISO 32000-1, 14.8.4.3.3; Matterhorn 09-005", diag.Error,
		"Eine Liste besteht aus Einträgen (LI), und diese aus Marke (Lbl) und Text (LBody).", checkLists},
	{"liste-inhalt", "ISO 32000-1, 14.8.4.3.3", diag.Error,
		"Inhalt steht in einer Liste nur in den Marken und Texten ihrer Einträge.", checkListContent},
	{"liste-nummerierung", "ISO 14289-1, 7.6; ISO 32000-1, 14.8.5.5", diag.Error,
		"Eine Liste mit Marken sagt, wie sie nummeriert ist (ListNumbering).", checkNumbering},
	{"liste-marken", "ISO 14289-1, 7.6", diag.Warning,
		"Die Marken einer Liste sind, was ihre Nummerierung sagt, und zählen der Reihe nach.", checkLabels},
	{"liste-verzeichnis", "ISO 32000-1, 14.8.4.2; Matterhorn 09-006", diag.Error,
		"Ein Inhaltsverzeichnis (TOC) besteht aus Einträgen (TOCI).", checkContentsTables},
	{"liste-verzeichnis-verweis", "ISO 32000-1, 14.8.4.2", diag.Warning,
		"Jeder Eintrag eines Inhaltsverzeichnisses verweist auf seinen Abschnitt.", checkContentsLinks},
	{"liste-verzeichnis-seite", "ISO 14289-1, 7.1", diag.Warning,
		"Jeder Eintrag eines Inhaltsverzeichnisses nennt die Seite, zu der er führt.", checkContentsPages},
	{"liste-verzeichnis-luecke", "ISO 14289-1, 7.1", diag.Warning,
		"Das Inhaltsverzeichnis hat für jede Überschrift der zweiten Stufe, die ihm folgt, einen Eintrag.", checkContentsComplete},
}

var (
	listParts = map[string]map[string]bool{"L": set("LI L Caption"), "LI": set("Lbl LBody")}
	tocParts  = map[string]map[string]bool{"TOC": set("TOCI TOC Caption"), "TOCI": set("Lbl Reference P TOC Link")}
)

func checkLists(d *document, report report) {
	for _, e := range d.elements {
		p := transparentParent(e)
		switch {
		case e.role == "LI" && (p == nil || p.role != "L"),
			e.role == "LBody" && (p == nil || p.role != "LI"):
			report(e.number(), "Ein Element %s steht in einem %s: %s.", kindOf(e), kindOf(p), d.naming(e))
		}
		allowed := listParts[e.role]
		if allowed == nil {
			continue
		}
		bodies, items := 0, 0
		for i, c := range childrenOf(e) {
			switch {
			case !allowed[c.role] && c.role != "LI" && c.role != "LBody":
				report(c.number(), "In einem Element %s steht ein %s: %s.", kindOf(e), kindOf(c), d.naming(c))
			case c.role == "Caption" && i > 0:
				report(c.number(), "Die Beschriftung steht nicht am Anfang der Liste: %s.", d.naming(c))
			case c.role == "Lbl" && bodies > 0:
				report(c.number(), "Die Marke steht hinter ihrem Text: %s.", d.naming(c))
			case c.role == "LBody":
				if bodies++; bodies == 2 {
					report(c.number(), "Ein Eintrag hat mehrere Texte: %s.", d.naming(c))
				}
			case c.role == "LI", c.role == "L":
				items++
			}
		}
		if e.role == "L" && items == 0 {
			report(e.number(), "Eine Liste hat keine Einträge%s.", d.after(e))
		}
	}
}

func checkListContent(d *document, report report) {
	for _, e := range d.elements {
		if listParts[e.role] != nil && e.holds() {
			report(e.number(), "Das Element %s enthält Text außerhalb von Marke und Text eines Eintrags.", d.naming(e))
		}
	}
}

// numberings are the values of ListNumbering; true are those whose labels count.
var numberings = map[string]bool{
	"None": false, "Disc": false, "Circle": false, "Square": false,
	"Decimal": true, "UpperRoman": true, "LowerRoman": true, "UpperAlpha": true, "LowerAlpha": true,
}

// labels returns the labels of a list.
func labels(list *element) []*element {
	var found []*element
	for _, item := range childrenOf(list) {
		for _, c := range childrenOf(item) {
			if item.role == "LI" && c.role == "Lbl" {
				found = append(found, c)
			}
		}
	}
	return found
}

func checkNumbering(d *document, report report) {
	for _, e := range d.elements {
		if e.role != "L" {
			continue
		}
		value := d.name(d.attribute(e, "List", "ListNumbering"))
		_, known := numberings[value]
		switch {
		case value != "" && !known:
			report(e.number(), "Die Liste hat die unbekannte Nummerierung %s: %s.", value, d.naming(e))
		case (value == "" || value == "None") && len(labels(e)) > 0:
			report(e.number(), "Die Liste hat Marken, sagt aber nicht, wie sie nummeriert ist: %s.", d.naming(e))
		}
	}
}

// itemNumber returns the number of a label like "2." or "2)", 0 if it is none.
func itemNumber(label string) int {
	n, err := strconv.Atoi(strings.TrimRight(label, ".)"))
	if err != nil {
		return 0
	}
	return n
}

func checkLabels(d *document, report report) {
	for _, e := range d.elements {
		value := d.name(d.attribute(e, "List", "ListNumbering"))
		if _, known := numberings[value]; e.role != "L" || !known || value == "None" {
			continue
		}
		last := 0
		for _, label := range labels(e) {
			n := itemNumber(label.text(d))
			switch {
			case value == "Decimal" && n == 0, !numberings[value] && n > 0:
				report(label.number(), "Die Marke passt nicht zur Nummerierung %s: %s.", value, d.naming(label))
			case n > 0 && last > 0 && n != last+1:
				report(label.number(), "Auf die Nummer %d folgt eine andere als %d: %s.", last, last+1, d.naming(label))
			}
			last = n
		}
	}
}

func checkContentsTables(d *document, report report) {
	for _, e := range d.elements {
		p := transparentParent(e)
		if e.role == "TOCI" && (p == nil || p.role != "TOC") {
			report(e.number(), "Ein Element %s steht in einem %s: %s.", kindOf(e), kindOf(p), d.naming(e))
		}
		allowed := tocParts[e.role]
		if allowed == nil {
			continue
		}
		if e.role == "TOC" && e.holds() {
			report(e.number(), "Das Inhaltsverzeichnis enthält Text ohne Eintrag: %s.", d.naming(e))
		}
		for i, c := range childrenOf(e) {
			switch {
			case !allowed[c.role] && c.role != "TOCI":
				report(c.number(), "In einem Element %s steht ein %s: %s.", kindOf(e), kindOf(c), d.naming(c))
			case c.role == "Caption" && i > 0:
				report(c.number(), "Die Beschriftung steht nicht am Anfang des Verzeichnisses: %s.", d.naming(c))
			}
		}
	}
}

func checkContentsLinks(d *document, report report) {
	linked := map[*element]bool{} // entries with a link or a reference in them
	for _, e := range d.elements {
		if e.role == "Link" || e.role == "Reference" {
			if item := e.within("TOCI"); item != nil {
				linked[item] = true
			}
		}
	}
	for _, e := range d.elements {
		if e.role == "TOCI" && !linked[e] && strings.TrimSpace(e.text(d)) != "" {
			report(e.number(), "Ein Eintrag des Inhaltsverzeichnisses verweist auf nichts: %s.", d.naming(e))
		}
	}
}

// contentsEntries returns the entries of the tables of contents with the pages to which
// they lead; without a page those that lead nowhere.
func (d *document) contentsEntries() (list []*element, pages []*page) {
	linked := d.linked()
	at := map[*element]*page{}
	for _, e := range d.elements {
		item := e.within("TOCI")
		if item == nil {
			continue
		}
		if _, ok := at[item]; !ok {
			at[item] = nil
			list = append(list, item)
		}
		for _, l := range linked[e] {
			if to := d.leads(target{dest: l.dict["Dest"], action: l.dict["A"]}); to.page != nil && at[item] == nil {
				at[item] = to.page
			}
		}
	}
	for _, item := range list {
		pages = append(pages, at[item])
	}
	return list, pages
}

func checkContentsPages(d *document, report report) {
	if d.want != nil {
		return // contentsRules know more of our reports
	}
	labels := d.labels()
	items, pages := d.contentsEntries()
	for i, item := range items {
		if pages[i] == nil {
			continue
		}
		if said := labelAtEnd(item.text(d)); said != "" && said != labels[pages[i].number-1] {
			report(item.number(), "Der Eintrag %s führt zu Seite %s.", quoted(item.text(d)), quoted(labels[pages[i].number-1]))
		}
	}
}

// checkContentsComplete looks for an entry of each heading: one that begins
// with its text. Where it leads is another rule's.
func checkContentsComplete(d *document, report report) {
	if d.want != nil {
		return // contentsRules know more of our reports
	}
	items, _ := d.contentsEntries()
	if len(items) == 0 {
		return
	}
	var entries []string
	for _, item := range items {
		entries = append(entries, plainWords(item.text(d)))
	}
	slices.Sort(entries)
	begun := false
	for _, e := range d.elements {
		begun = begun || e.role == "TOC"
		if !begun || level(e) != 2 {
			continue
		}
		text := plainWords(e.text(d))
		if i, _ := slices.BinarySearch(entries, text); text != "" && (i == len(entries) || !strings.HasPrefix(entries[i], text)) {
			report(e.number(), "Das Inhaltsverzeichnis nennt die Überschrift %s nicht.", quoted(e.text(d)))
		}
	}
}
