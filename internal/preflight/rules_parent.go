package preflight

import "github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

// mostSteps is how many entries of the parent tree's arrays are looked at; many
// keys may name one array.
const mostSteps = 4_000_000

// checkParentTree compares the parent tree with the structure, both ways. A
// page or an annotation without key is another rule's.
func checkParentTree(d *document, report report) {
	if d.tree == nil {
		return
	}
	if d.dict(d.tree["ParentTree"]) == nil {
		report(0, "Dem Strukturbaum fehlt der Elternbaum.")
		return
	}
	values := map[int]types.Object{}
	for _, e := range d.numbers(d.tree["ParentTree"]).entries {
		values[e.key] = e.value
	}
	used := map[int]bool{}
	steps := 0
	for _, p := range d.pages {
		key, ok := d.integer(p.dict["StructParents"])
		if !ok {
			continue
		}
		used[key] = true
		if _, ok := values[key]; !ok {
			report(p.number, "Der Elternbaum hat keinen Eintrag %d für die Seite.", key)
			continue
		}
		list := d.array(values[key])
		if list == nil {
			report(p.number, "Der Eintrag %d des Elternbaums ist keine Liste von Elementen.", key)
			continue
		}
		for mcid, o := range list {
			if steps++; steps > mostSteps {
				report(0, "Der Elternbaum ist zu groß; sein Rest ist ungeprüft.")
				return
			}
			if e := d.owners[content{p, mcid}]; e == nil && d.resolve(o) != nil {
				report(p.number, "Der Elternbaum nennt für den Inhalt %d ein Element, das ihn nicht enthält.", mcid)
			}
		}
		for _, s := range p.sequences {
			e := d.owners[content{p, s.mcid}]
			if e == nil || s.form || s.mcid < 0 {
				continue
			}
			if s.mcid >= len(list) || e.object == 0 || objectNumber(list[s.mcid]) != e.object {
				report(p.number, "Der Elternbaum führt vom Inhalt %d nicht zu seinem Element %s.", s.mcid, d.naming(e))
			}
		}
	}
	for _, l := range d.links {
		key, ok := d.integer(l.dict["StructParent"])
		if !ok {
			continue
		}
		used[key] = true
		if d.dict(values[key]) == nil || d.byNumber[objectNumber(values[key])] == nil {
			report(l.page.number, "Der Elternbaum hat keinen Eintrag %d für die Anmerkung %s.", key, quoted(d.text(l.dict["Contents"])))
		}
	}
	for _, e := range d.numbers(d.tree["ParentTree"]).entries {
		if !used[e.key] && !d.formKey(e.value) {
			report(0, "Den Eintrag %d des Elternbaums nennt keine Seite und keine Anmerkung.", e.key)
		}
	}
}

// formKey reports whether an entry may be a form's, which is not looked for: it
// is a list, and there are forms with content of their own.
func (d *document) formKey(o types.Object) bool {
	if d.array(o) == nil {
		return false
	}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if s.form {
				return true
			}
		}
	}
	return false
}
