package preflight

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// structureRules are about the structure tree and the content that it holds.
var structureRules = []rule{
	{"struktur-markinfo", "ISO 19005-2, 6.7.2.2; ISO 14289-1, 6.2", diag.Error,
		"Der Katalog nennt die Datei unter MarkInfo ein getaggtes PDF.", checkMarkInfo},
	{"struktur-verdacht", "Matterhorn 01-007", diag.Error,
		"Die Datei erklärt ihre Tags nicht selbst für verdächtig (Suspects).", checkSuspects},
	{"struktur-fehlt", "ISO 19005-2, 6.7.3.3; ISO 14289-1, 7.1", diag.Error,
		"Die Datei hat einen Strukturbaum mit Elementen.", checkTree},
	{"struktur-wurzel", "ISO 32000-1, 14.8.4.2", diag.Warning,
		"Der Strukturbaum hat genau ein oberstes Element, und es ist ein Document.", checkRoot},
	{"struktur-unlesbar", "ISO 32000-1, 14.7.2", diag.Error,
		"Der Strukturbaum besteht aus Elementen, die vorhanden und lesbar sind.", checkFaults("struktur-unlesbar")},
	{"struktur-doppelt", "ISO 32000-1, 14.7.2", diag.Error,
		"Jedes Element steht an genau einer Stelle des Strukturbaums.", checkFaults("struktur-doppelt")},
	{"struktur-kreis", "ISO 32000-1, 14.7.2", diag.Error,
		"Kein Element enthält sich selbst.", checkFaults("struktur-kreis")},
	{"struktur-eltern", "ISO 32000-1, 14.7.2, Tabelle 323", diag.Error,
		"Jedes Element nennt unter P das Element, in dem es steht.", checkParents},
	{"struktur-typ-unbekannt", "ISO 19005-2, 6.7.3.4; Matterhorn 02-001", diag.Error,
		"Jedes Element ist von einem Standardtyp oder wird auf einen abgebildet.", checkTypes},
	{"struktur-rollenkreis", "ISO 19005-2, 6.7.3.4; Matterhorn 02-003", diag.Error,
		"Die Abbildung der Typen führt nicht im Kreis.", checkRoleCircles},
	{"struktur-standardtyp", "ISO 19005-2, 6.7.3.4; Matterhorn 02-004", diag.Error,
		"Kein Standardtyp wird auf einen anderen Typ abgebildet.", checkRemapped},
	{"struktur-verschachtelung", "ISO 32000-1, 14.8.4.2 bis 14.8.4.4", diag.Warning,
		"Elemente stehen nur in solchen, die sie nach ISO 32000-1 aufnehmen.", checkNesting},
	{"struktur-ruby", "Matterhorn 09-007, 09-008", diag.Error,
		"Ruby und Warichu sind aufgebaut, wie ISO 32000-1 es vorsieht.", checkRuby},
	{"struktur-inhalt-gruppe", "ISO 32000-1, 14.8.4.2", diag.Warning,
		"Elemente, die nur gruppieren, enthalten keinen Inhalt unmittelbar.", checkGroups},
	{"struktur-leer", "ISO 14289-1, 7.1", diag.Warning,
		"Kein Element ist leer, ausgenommen Tabellenzellen.", checkEmptyElements},
	{"struktur-seitenschluessel", "ISO 32000-1, 14.7.4.4", diag.Error,
		"Jede Seite mit markiertem Inhalt hat einen eigenen Schlüssel StructParents.", checkPageKeys},
	{"struktur-inhalt-herrenlos", "ISO 14289-1, 7.1; Matterhorn 01-005", diag.Error,
		"Jeder markierte Inhalt einer Seite gehört zu einem Element.", checkUnowned},
	{"struktur-inhalt-mehrfach", "ISO 32000-1, 14.7.4.2", diag.Error,
		"Jeder markierte Inhalt gehört zu genau einem Element.", checkOwnedTwice},
	{"struktur-inhalt-fehlt", "ISO 32000-1, 14.7.4.2", diag.Error,
		"Jeder markierte Inhalt, den ein Element nennt, steht auf der genannten Seite.", checkMissing},
	{"struktur-formularobjekt", "Matterhorn 30-002", diag.Warning,
		"Markierter Inhalt steht auf den Seiten selbst, nicht in Formularobjekten.", checkForms},
	{"struktur-kennzeichen", "ISO 32000-1, 14.6", diag.Warning,
		"Markierter Inhalt trägt das Kennzeichen des Elements, zu dem er gehört.", checkTags},
	{"struktur-elternbaum", "ISO 32000-1, 14.7.4.4", diag.Error,
		"Der Elternbaum führt von jedem markierten Inhalt zu seinem Element, und zu keinem anderen.", checkParentTree},
	{"struktur-elternbaum-ordnung", "ISO 32000-1, 7.9.7", diag.Error,
		"Der Elternbaum ist ein geordneter Zahlenbaum.", func(d *document, report report) {
			if d.tree["ParentTree"] != nil {
				for _, s := range d.numbers(d.tree["ParentTree"]).faults {
					report(0, "Im Elternbaum: %s", s)
				}
			}
		}},
	{"struktur-elternbaum-schluessel", "ISO 32000-1, 14.7.2, Tabelle 322", diag.Warning,
		"ParentTreeNextKey ist größer als jeder Schlüssel des Elternbaums.", checkNextKey},
	{"struktur-seitenfolge", "ISO 14289-1, 7.1; ISO 32000-1, 14.8.2.3", diag.Warning,
		"Die Lesereihenfolge folgt den Seiten.", checkPageOrder},
	{"struktur-attribut", "ISO 32000-1, 14.8.5", diag.Warning,
		"Attribute für Listen und Tabellen stehen nur an deren Elementen.", checkAttributes},
	{"struktur-id-fehlt", "Matterhorn 19-003", diag.Error,
		"Jede Anmerkung im Text (Note) hat eine ID.", checkNotes},
	{"struktur-id-doppelt", "Matterhorn 19-004", diag.Error,
		"Keine zwei Elemente haben dieselbe ID.", checkIDs},
	{"struktur-id-baum", "ISO 32000-1, 14.7.2, Tabelle 322", diag.Error,
		"Elemente mit einer ID stehen im Verzeichnis IDTree.", checkIDTree},
}

func checkMarkInfo(d *document, report report) {
	if !d.boolean(d.dict(d.catalog["MarkInfo"])["Marked"]) {
		report(0, "Die Datei ist nicht als getaggtes PDF gekennzeichnet.")
	}
}

func checkSuspects(d *document, report report) {
	if d.boolean(d.dict(d.catalog["MarkInfo"])["Suspects"]) {
		report(0, "Die Datei nennt ihre eigenen Tags verdächtig.")
	}
}

func checkTree(d *document, report report) {
	switch {
	case d.tree == nil:
		report(0, "Die Datei hat keinen Strukturbaum.")
	case len(d.elements) == 0:
		report(0, "Der Strukturbaum ist leer.")
	case d.name(d.tree["Type"]) != "StructTreeRoot":
		report(0, "Die Wurzel des Strukturbaums ist nicht als StructTreeRoot bezeichnet.")
	}
}

func checkRoot(d *document, report report) {
	tops := 0
	for _, e := range d.elements {
		if e.parent != nil {
			continue
		}
		if tops++; tops == 2 {
			report(e.number(), "Neben dem ersten obersten Element steht ein weiteres: %s.", d.naming(e))
		}
		if tops == 1 && e.role != "Document" {
			report(e.number(), "Das oberste Element ist kein Document, sondern %s.", d.naming(e))
		}
	}
}

// checkFaults tells what reading met.
func checkFaults(code string) func(*document, report) {
	return func(d *document, report report) {
		for _, f := range d.faults {
			if f.code == code {
				report(f.page, "%s", f.text)
			}
		}
	}
}

func checkParents(d *document, report report) {
	root := objectNumber(d.catalog["StructTreeRoot"])
	for _, e := range d.elements {
		want := root
		if e.parent != nil {
			want = e.parent.object
		}
		switch got, ok := e.dict["P"]; {
		case !ok:
			report(e.number(), "Dem Element %s fehlt der Verweis auf sein übergeordnetes.", d.naming(e))
		case objectNumber(got) != want || want == 0:
			report(e.number(), "Das Element %s nennt ein anderes übergeordnetes Element als %s.", d.naming(e), kindOf(e.parent))
		}
	}
}

// standardTypes are those of 14.8.4.
var standardTypes = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private" +
	" P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot" +
	" Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form")

// What the types are to each other (14.8.4.2 to 14.8.4.4): those that only
// group others, those that are a line or a block of text, and those in a line.
var (
	groupTypes  = set("Document Part Art Sect Div BlockQuote TOC TOCI Index")
	textTypes   = set("P H H1 H2 H3 H4 H5 H6")
	inlineTypes = set("Span Quote Reference BibEntry Code Link Annot")
	blockTypes  = set("P H H1 H2 H3 H4 H5 H6 L Table")
)

// partTypes are those that stand in certain others only, which other rules see to.
var partTypes = set("TOCI LI Lbl LBody TR TH TD THead TBody TFoot RB RT RP WT WP Caption")

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func checkTypes(d *document, report report) {
	for _, e := range d.elements {
		switch {
		case e.kind == "":
			report(e.number(), "Ein Element hat keinen Typ: %s.", d.naming(e))
		case !standardTypes[e.role] && !d.circular(e.kind):
			report(e.number(), "Der Typ des Elements %s führt zu keinem Standardtyp.", d.naming(e))
		}
	}
}

// circular reports whether the role map leads a type back to one that it has
// been.
func (d *document) circular(kind string) bool {
	seen := map[string]bool{}
	for len(seen) < 32 {
		to, ok := d.roles[kind]
		if !ok {
			return false
		}
		if seen[kind] = true; seen[to] {
			return true
		}
		kind = to
	}
	return true
}

func checkRoleCircles(d *document, report report) {
	for _, kind := range keysOf(d.roles) {
		if !standardTypes[kind] && d.circular(kind) {
			report(0, "Die Abbildung des Typs %s führt im Kreis.", kind)
		}
	}
}

func checkRemapped(d *document, report report) {
	for _, kind := range keysOf(d.roles) {
		if to := d.roles[kind]; standardTypes[kind] && to != kind {
			report(0, "Der Standardtyp %s wird auf %s abgebildet.", kind, to)
		}
	}
}

func keysOf[V any](m map[string]V) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

func checkNesting(d *document, report report) {
	for _, e := range d.elements {
		p := e.parent
		for p != nil && (p.role == "NonStruct" || p.role == "Private") {
			p = p.parent
		}
		if p == nil || partTypes[e.role] {
			continue
		}
		wrong := false
		switch {
		case e.role == "Document":
			wrong = p.role != "Document" && p.role != "Part"
		case groupTypes[e.role] && e.role != "BlockQuote":
			wrong = textTypes[p.role] || inlineTypes[p.role] || e.role == "Part" && !groupTypes[p.role]
		case blockTypes[e.role] || e.role == "BlockQuote":
			wrong = textTypes[p.role] || inlineTypes[p.role] || p.role == "Lbl"
		case e.role == "Link":
			wrong = p.within("Link") != nil
		}
		if wrong {
			report(e.number(), "Ein Element %s darf nicht in einem %s stehen: %s.", kindOf(e), kindOf(p), d.naming(e))
		}
	}
}

func checkRuby(d *document, report report) {
	parents := map[string]string{"RB": "Ruby", "RT": "Ruby", "RP": "Ruby", "WT": "Warichu", "WP": "Warichu"}
	below := map[string]string{"Ruby": "RB RT|RB RP RT RP", "Warichu": "WP WT WP"}
	for _, e := range d.elements {
		if want := parents[e.role]; want != "" && (e.parent == nil || e.parent.role != want) {
			report(e.number(), "Ein Element %s steht nicht in einem %s.", d.naming(e), want)
		}
		if want := below[e.role]; want != "" && !slices.Contains(strings.Split(want, "|"), rolesIn(e)) {
			report(e.number(), "Das Element %s ist falsch aufgebaut.", d.naming(e))
		}
	}
}

// rolesIn returns the types of an element's elements.
func rolesIn(e *element) string {
	var list []string
	for _, c := range childrenOf(e) {
		list = append(list, c.role)
	}
	return strings.Join(list, " ")
}

func checkGroups(d *document, report report) {
	for _, e := range d.elements {
		if groupTypes[e.role] && e.role != "TOCI" && e.role != "TOC" && e.holds() {
			report(e.number(), "Das Element %s enthält Text ohne Absatz.", d.naming(e))
		}
	}
}

// checkEmptyElements finds elements without content. What another rule says of links
// and figures is not said again; and of empty elements in each other the
// outermost is told.
func checkEmptyElements(d *document, report report) {
	full := map[*element]bool{}
	for i := len(d.elements) - 1; i >= 0; i-- {
		e := d.elements[i]
		if full[e] || d.fills(e) {
			full[e], full[e.parent] = true, true
		}
	}
	for _, e := range d.elements {
		if !full[e] && (e.parent == nil || full[e.parent]) {
			report(e.number(), "Ein Element %s%s ist leer.", kindOf(e), d.after(e))
		}
	}
}

func (d *document) fills(e *element) bool {
	switch e.role {
	case "TD", "TH", "Figure", "Formula", "Form", "Annot", "Link", "NonStruct", "Private":
		return true
	}
	for _, k := range e.kids {
		switch {
		case k.element != nil:
		case k.objr, k.form, k.page == nil:
			return true
		case strings.TrimSpace(d.words[content{k.page, k.mcid}]) != "":
			return true
		}
	}
	return false
}

// after says what stands before an element, for an empty one cannot be quoted.
func (d *document) after(e *element) fmt.Stringer { return afterText{d, e} }

type afterText struct {
	d *document
	e *element
}

// String returns " nach P „…“", or nothing.
func (a afterText) String() string {
	before := a.e.parent
	if before == nil {
		return ""
	}
	for _, k := range a.e.parent.kids {
		if k.element == a.e {
			break
		}
		if k.element != nil {
			before = k.element
		}
	}
	if before == a.e.parent {
		return " am Anfang von " + naming{a.d, before}.String()
	}
	return " nach " + naming{a.d, before}.String()
}

func checkPageKeys(d *document, report report) {
	seen := map[int]int{}
	for _, p := range d.pages {
		key, ok := d.integer(p.dict["StructParents"])
		if !ok {
			if slices.ContainsFunc(p.sequences, func(s sequence) bool { return s.mcid >= 0 && !s.form }) {
				report(p.number, "Der Seite fehlt der Schlüssel StructParents.")
			}
			continue
		}
		if other := seen[key]; other > 0 {
			report(p.number, "Die Seite hat denselben Schlüssel StructParents wie Seite %d.", other)
		}
		seen[key] = p.number
	}
	for _, l := range d.links {
		if key, ok := d.integer(l.dict["StructParent"]); ok {
			if other := seen[key]; other > 0 {
				report(l.page.number, "Eine Anmerkung hat denselben Schlüssel im Elternbaum wie Seite %d.", other)
			}
		}
	}
}

func checkUnowned(d *document, report report) {
	if d.tree == nil {
		return // said already
	}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if at := (content{p, s.mcid}); s.mcid >= 0 && !s.form && d.owners[at] == nil {
				report(p.number, "Der markierte Inhalt %d gehört zu keinem Element: %s.", s.mcid, quoted(d.words[at]))
			}
		}
	}
}

func checkOwnedTwice(d *document, report report) {
	owned := map[content]bool{}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.page == nil || k.mcid < 0 || k.form {
				continue
			}
			at := content{k.page, k.mcid}
			if owned[at] {
				report(k.page.number, "Der markierte Inhalt %d gehört zu mehreren Elementen: %s.", k.mcid, quoted(d.words[at]))
			}
			owned[at] = true
		}
	}
}

func checkMissing(d *document, report report) {
	there := map[content]bool{}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if !s.form {
				there[content{p, s.mcid}] = true
			}
		}
	}
	for _, e := range d.elements {
		for _, k := range e.kids {
			switch {
			case k.element != nil || k.objr || k.form:
			case k.page == nil:
				report(e.number(), "Das Element %s nennt den markierten Inhalt %d, aber keine vorhandene Seite.", kindOf(e), k.mcid)
			case k.mcid < 0 || !there[content{k.page, k.mcid}]:
				report(k.page.number, "Das Element %s nennt den markierten Inhalt %d, den die Seite nicht hat.", kindOf(e), k.mcid)
			}
		}
	}
}

func checkForms(d *document, report report) {
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if s.form && s.mcid >= 0 {
				report(p.number, "Markierter Inhalt in einem Formularobjekt lässt sich seinem Element hier nicht zuordnen.")
				break
			}
		}
	}
}

func checkTags(d *document, report report) {
	for _, p := range d.pages {
		for _, s := range p.sequences {
			at := content{p, s.mcid}
			if e := d.owners[at]; e != nil && !s.form && s.mcid >= 0 && s.tag != e.kind && s.tag != e.role {
				report(p.number, "Der markierte Inhalt heißt %s, gehört aber zu einem %s: %s.", s.tag, kindOf(e), quoted(d.words[at]))
			}
		}
	}
}

func checkNextKey(d *document, report report) {
	if d.tree["ParentTree"] == nil {
		return
	}
	next, ok := d.integer(d.tree["ParentTreeNextKey"])
	if !ok {
		report(0, "ParentTreeNextKey fehlt.")
		return
	}
	for _, e := range d.numbers(d.tree["ParentTree"]).entries {
		if e.key >= next {
			report(0, "ParentTreeNextKey ist %d, doch der Elternbaum hat den Schlüssel %d.", next, e.key)
			return
		}
	}
}

func checkPageOrder(d *document, report report) {
	last := 0
	for e, k := range d.held(nil) {
		if k.page == nil {
			continue
		}
		if n := k.page.number; n < last {
			report(n, "Auf Inhalt der Seite %d folgt beim Vorlesen %s auf Seite %d.", last, d.naming(e), n)
		}
		last = k.page.number
	}
}

// attributed says at which elements the attributes for lists and tables may
// stand.
var attributed = map[string]map[string]bool{
	"List/ListNumbering": set("L"), "Table/Summary": set("Table"), "Table/Scope": set("TH"), "Table/Headers": set("TH TD"),
	"Table/ColSpan": set("TH TD"), "Table/RowSpan": set("TH TD"),
}

func checkAttributes(d *document, report report) {
	for _, e := range d.elements {
		if e.dict["A"] == nil && e.dict["C"] == nil {
			continue
		}
		for _, name := range keysOf(attributed) {
			owner, key, _ := strings.Cut(name, "/")
			if !attributed[name][e.role] && d.attribute(e, owner, key) != nil {
				report(e.number(), "Das Attribut %s gehört nicht an %s.", key, d.naming(e))
			}
		}
	}
}

func checkNotes(d *document, report report) {
	for _, e := range d.elements {
		if b, _ := d.raw(e.dict["ID"]); e.role == "Note" && len(b) == 0 {
			report(e.number(), "Der Anmerkung fehlt die ID: %s.", d.naming(e))
		}
	}
}

func checkIDs(d *document, report report) {
	seen := map[string]bool{}
	for _, e := range d.elements {
		if b, ok := d.raw(e.dict["ID"]); ok {
			if seen[string(b)] {
				report(e.number(), "Die ID %s haben mehrere Elemente, darunter %s.", quoted(decodeText(b)), d.naming(e))
			}
			seen[string(b)] = true
		}
	}
}

func checkIDTree(d *document, report report) {
	known := map[string]types.Object{}
	if d.tree["IDTree"] != nil {
		tree := d.names(d.tree["IDTree"])
		for _, s := range tree.faults {
			report(0, "Im Verzeichnis der IDs: %s", s)
		}
		for _, e := range tree.entries {
			known[e.key] = e.value
		}
	}
	for _, e := range d.elements {
		if b, ok := d.raw(e.dict["ID"]); ok && (e.object == 0 || objectNumber(known[string(b)]) != e.object) {
			report(e.number(), "Die ID %s führt nicht zu ihrem Element %s.", quoted(decodeText(b)), d.naming(e))
		}
	}
}
