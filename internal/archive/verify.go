package archive

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

const (
	restoreHint = "Holen Sie das Paket aus einer Sicherung zurück, und prüfen Sie noch einmal."
	rightsHint  = "Prüfen Sie Ihre Rechte am Ordner und die Verbindung zum Datenträger."
)

// Verify examines the bags of the names, or all where none is given, and the
// chain of all. digest is what the owner has noted down, "" for nothing: that
// of the only bag named, or else of the newest. It returns the bags that it has
// examined, in the order of the chain; the findings are sorted.
func (s *Store) Verify(names []string, digest string) ([]Entry, diag.List) {
	entries, findings := s.List()
	var examined []Entry
	for _, e := range entries {
		if len(names) == 0 || slices.Contains(names, e.Name) {
			examined = append(examined, e)
			findings = append(findings, s.verifyBag(e)...)
		}
	}
	for _, name := range names {
		if slices.ContainsFunc(entries, func(e Entry) bool { return e.Name == name }) {
			continue
		}
		var known []string
		for _, e := range entries {
			known = append(known, e.Name)
		}
		hint := "„umsetzungsstand archive list“ nennt, was archiviert ist."
		if near := diag.Nearest(name, known); near != "" {
			hint = "Meinten Sie „" + near + "“? " + hint
		}
		findings.Errorf(diag.Pos{File: s.name}, "archiv-unbekannt", hint, "Ein Paket %s gibt es im Archiv nicht.", diag.Quote(name))
	}
	if digest != "" {
		findings = append(findings, s.digest(entries, examined, names, digest)...)
	}
	findings.Sort()
	return examined, findings
}

// digest holds the digest that was noted down against the archive.
func (s *Store) digest(entries, examined []Entry, names []string, digest string) diag.List {
	var findings diag.List
	if len(entries) == 0 || len(names) == 1 && len(examined) == 0 {
		findings.Errorf(diag.Pos{File: s.name}, "archiv-digest", restoreHint, "Das Paket mit der genannten Prüfsumme ist nicht da.")
		return findings
	}
	meant, which := entries[len(entries)-1], "neueste "
	if len(names) == 1 {
		meant, which = examined[0], ""
	}
	if meant.Digest == strings.ToLower(digest) {
		return nil
	}
	hint := "Vergleichen Sie die Prüfsumme mit der im Vermerk. Stimmt sie, ist das Paket nachträglich geändert. " + restoreHint
	if i := slices.IndexFunc(entries, func(e Entry) bool { return e.Digest == strings.ToLower(digest) }); i >= 0 {
		hint = "Die genannte Prüfsumme ist die von „" + entries[i].Name + "“. Nennen Sie mit ihr auch das Paket: „umsetzungsstand archive verify " + entries[i].Name + " --digest …“."
	}
	findings.Errorf(s.pos(meant.Name), "archiv-digest", hint, "Das %sPaket %s hat für sein „%s“ nicht die genannte Prüfsumme, sondern %s.",
		which, diag.Quote(meant.Name), digestFile, cmp.Or(meant.Digest, "keine"))
	return findings
}

// mostFindings is how many findings on one bag are told.
const mostFindings = 500

// verifyBag holds a bag against its manifests and against what [Store.Put]
// makes: completeness and validity after RFC 8493, 3, and nothing beside.
func (s *Store) verifyBag(e Entry) diag.List {
	x := &examiner{s: s, bag: e.Name, walk: walk{root: s.root, bag: e.Name}}
	x.walk.folder("", 0)
	x.walk.sum()
	for _, u := range x.walk.unread {
		code := "archiv-unlesbar"
		if u.err == errTooLarge || u.err == errTooMany {
			code = "archiv-zu-gross"
		}
		x.fault(u.path, code, rightsHint, "Das ist nicht zu prüfen: %s.", diag.Reason(u.err))
	}
	for _, name := range x.walk.odd {
		x.fault(name, "archiv-keine-datei", "Entfernen Sie sie; fehlt dann eine Datei, so holen Sie sie aus einer Sicherung zurück.",
			"Dort liegt eine Verknüpfung oder etwas anderes, das keine gewöhnliche Datei ist.")
	}
	for _, name := range x.walk.folders {
		if name == payloadFolder { // may be empty (RFC 8493, 2.1.2), but then files are missing
			continue
		}
		x.fault(name, "archiv-datei-fremd", "Entfernen Sie ihn.", "Dieser leere Ordner gehört nicht zum Paket.")
	}
	x.names()
	x.declaration()
	x.payload(e)
	x.tags()
	if len(x.findings) > mostFindings {
		x.findings.Sort()
		rest := len(x.findings) - mostFindings
		x.findings = x.findings[:mostFindings]
		x.fault("", "archiv-zu-viel", restoreHint, "An diesem Paket ist noch mehr zu beanstanden: %d Meldungen.", rest)
	}
	return x.findings
}

// examiner is a bag while it is examined.
type examiner struct {
	s        *Store
	bag      string
	walk     walk
	findings diag.List
}

func (x *examiner) fault(name, code, hint, format string, args ...any) {
	x.findings.Errorf(x.s.pos(x.bag, name), code, hint, format, args...)
}

// names looks for names that another system or tool could not keep.
func (x *examiner) names() {
	var paths []string
	for _, f := range x.walk.files {
		paths = append(paths, f.path)
		if !validName(f.path) {
			x.fault(f.path, "archiv-name", restoreHint, "Einen solchen Namen hat keine Datei eines Pakets.")
		}
	}
	for _, name := range collisions(paths) {
		x.fault(name, "archiv-name", restoreHint, "Der Name unterscheidet sich von einem anderen nur durch große und kleine Buchstaben.")
	}
}

// declaration looks at bagit.txt (RFC 8493, 2.1.1). What is wrong with its
// bytes the tag manifests say as well, unless they were changed with it.
func (x *examiner) declaration() {
	data, err := x.s.tagFile(x.bag, declarationFile)
	if err == nil && string(data) != declaration {
		x.fault(declarationFile, "archiv-kennung", restoreHint, "Die Datei sagt nicht, dass dies ein Paket nach BagIt 1.0 in UTF-8 ist.")
	}
}

// payload holds the files below data/ against the payload manifests. Where they
// say what is wrong, the size need not.
func (x *examiner) payload(e Entry) {
	before := len(x.findings)
	defer func() {
		if len(x.findings) == before && len(x.walk.unread)+len(x.walk.odd) == 0 {
			x.oxum(e)
		}
	}()
	x.compare(func(name string) bool { return strings.HasPrefix(name, payloadFolder+"/") }, algorithm.manifest, true)
}

// tags holds the tag files against the tag manifests, which list all of them
// but themselves (RFC 8493, 2.2.1).
func (x *examiner) tags() {
	own := make([]string, len(algorithms))
	for i, a := range algorithms {
		own[i] = a.tagManifest()
	}
	x.compare(func(name string) bool {
		return !strings.HasPrefix(name, payloadFolder+"/") && !slices.Contains(own, name)
	}, algorithm.tagManifest, false)
}

// compare holds the files that belong to a kind of manifest against those
// manifests. In all of them a file has to stand once.
func (x *examiner) compare(belongs func(string) bool, manifestOf func(algorithm) string, payload bool) {
	listed := map[string]manifest{} // by algorithm
	all := map[string]bool{}        // paths in any of them
	for _, a := range algorithms {
		name := manifestOf(a)
		data, err := x.s.tagFile(x.bag, name)
		if err != nil {
			x.fault(name, "archiv-verzeichnis", restoreHint, "Das Verzeichnis der Prüfsummen ist nicht lesbar: %s.", diag.Reason(err))
			continue
		}
		m, faults := parseManifest(data, a.new().Size(), payload)
		for _, f := range faults {
			pos := x.s.pos(x.bag, name)
			pos.Line = f.line
			x.findings.Errorf(pos, "archiv-verzeichnis", restoreHint, "%s", f.text)
		}
		if len(faults) == 0 && !bytes.Equal(data, m.format()) {
			x.fault(name, "archiv-verzeichnis", restoreHint, "Die Datei ist nicht mehr so geschrieben wie beim Archivieren.")
		}
		listed[a.name] = m
		for name := range m {
			all[name] = true
		}
	}
	var changed, missing, added []found
	for _, f := range x.walk.files {
		switch {
		case !belongs(f.path):
			continue
		case !all[f.path]:
			added = append(added, f)
			continue
		}
		delete(all, f.path)
		if f.sums == nil {
			continue // told already
		}
		if wrong := against(listed, manifestOf, f); len(wrong) == len(listed) {
			changed = append(changed, f)
		} else if len(wrong) > 0 {
			x.fault(f.path, "archiv-verzeichnis", restoreHint, "Die Datei stimmt mit einem Verzeichnis der Prüfsummen überein, mit „%s“ aber nicht.", strings.Join(wrong, "“, „"))
		}
	}
	told := map[string]bool{}
	for _, u := range x.walk.unread {
		told[u.path] = true
	}
	for _, name := range x.walk.odd {
		told[name] = true
	}
	for name := range all {
		if !told[name] {
			missing = append(missing, found{path: name, sums: expected(listed, name)})
		}
	}
	x.renamed(&missing, &added)
	x.swapped(listed, &changed)
	for _, f := range changed {
		x.fault(f.path, "archiv-datei-geaendert", restoreHint, "Die Datei ist verändert: Ihre Prüfsumme stimmt nicht mehr.")
	}
	for _, f := range missing {
		x.fault(f.path, "archiv-datei-fehlt", restoreHint, "Die Datei fehlt.")
	}
	for _, f := range added {
		x.fault(f.path, "archiv-datei-fremd", "Legen Sie sie an einen anderen Ort: In einem Paket liegt nur, was mit ihm archiviert wurde.", "Die Datei gehört nicht zum Paket.")
	}
}

// against returns the names of the manifests with which a file does not agree:
// its checksum is another, or it stands in the other manifest only.
func against(listed map[string]manifest, manifestOf func(algorithm) string, f found) []string {
	var wrong []string
	for _, a := range algorithms {
		if m, ok := listed[a.name]; ok && m[f.path] != f.sums[a.name] {
			wrong = append(wrong, manifestOf(a))
		}
	}
	return wrong
}

// expected returns the checksums that the manifests give for a file.
func expected(listed map[string]manifest, name string) map[string]string {
	sums := map[string]string{}
	for algorithm, m := range listed {
		if sum, ok := m[name]; ok {
			sums[algorithm] = sum
		}
	}
	return sums
}

// mark returns one checksum that stands for a file's contents, "" where none is
// known. The manifests have all files by the same algorithms, or are found fault
// with.
func mark(sums map[string]string) string {
	for _, a := range algorithms {
		if sum := sums[a.name]; sum != "" {
			return a.name + " " + sum
		}
	}
	return ""
}

// renamed takes the files that are still there, under another name, from the
// missing and the added ones.
func (x *examiner) renamed(missing, added *[]found) {
	slices.SortFunc(*missing, func(a, b found) int { return strings.Compare(a.path, b.path) })
	waiting := map[string][]string{} // the paths of added files by their marks
	for _, f := range *added {
		if m := mark(f.sums); m != "" {
			waiting[m] = append(waiting[m], f.path)
		}
	}
	taken := map[string]bool{}
	*missing = slices.DeleteFunc(*missing, func(f found) bool {
		m := mark(f.sums)
		if len(waiting[m]) == 0 {
			return false
		}
		now := waiting[m][0]
		waiting[m], taken[now] = waiting[m][1:], true
		x.fault(f.path, "archiv-datei-umbenannt", "Geben Sie ihr den Namen zurück.", "Die Datei ist umbenannt; sie heißt jetzt %s.", diag.Quote(now))
		return true
	})
	*added = slices.DeleteFunc(*added, func(f found) bool { return taken[f.path] })
}

// swapped takes from the changed files those that hold what another one of
// them should hold.
func (x *examiner) swapped(listed map[string]manifest, changed *[]found) {
	owner := map[string]string{} // which changed file should hold this
	for _, f := range *changed {
		owner[mark(expected(listed, f.path))] = f.path
	}
	*changed = slices.DeleteFunc(*changed, func(f found) bool {
		other := owner[mark(f.sums)]
		if other == "" || other == f.path {
			return false
		}
		x.fault(f.path, "archiv-dateien-vertauscht", restoreHint, "Die Datei ist vertauscht: Sie enthält, was in %s stehen müsste.", diag.Quote(other))
		return true
	})
}

// oxum holds the size of the payload against what bag-info.txt says of it
// (RFC 8493, 2.2.2).
func (x *examiner) oxum(e Entry) {
	var now oxum
	for _, f := range x.walk.files {
		if strings.HasPrefix(f.path, payloadFolder+"/") {
			now.octets += f.size
			now.files++
		}
	}
	if said := e.Info.Get(LabelOxum); said != "" && said != now.String() {
		x.fault(infoFile, "archiv-angaben", restoreHint, "Der Umfang stimmt nicht: Angegeben ist „%s: %s“, vorgefunden %s.", LabelOxum, said, now)
	}
}

// chain holds the bags, in the order of their numbers, against each other.
func (s *Store) chain(entries []Entry) diag.List {
	var findings diag.List
	fault := func(e Entry, format string, args ...any) {
		findings.Errorf(s.pos(e.Name), "archiv-kette", "Stellen Sie den Ordner des Archivs aus einer Sicherung wieder her, und prüfen Sie noch einmal.", format, args...)
	}
	byName := map[string]Entry{}
	for _, e := range entries {
		byName[e.Name] = e
	}
	last := 0
	for i, e := range entries {
		if e.Number == 0 {
			continue // told where it was read
		}
		switch gap := e.Number - last; {
		case gap == 0 && i > 0:
			fault(e, "Die Nummer %d trägt schon das Paket %s.", e.Number, diag.Quote(entries[i-1].Name))
		case gap == 2:
			fault(e, "Vor diesem Paket fehlt das mit der Nummer %d.", e.Number-1)
		case gap > 2:
			fault(e, "Vor diesem Paket fehlen die mit den Nummern %d bis %d.", last+1, e.Number-1)
		}
		last = e.Number
		previous, digest := e.Info.Get(LabelPrevious), e.Info.Get(LabelPreviousDigest)
		before, known := byName[previous]
		switch {
		case e.Number == 1 && previous == "" && digest == "":
		case previous == "" || digest == "" || e.Info.count(LabelPrevious) != 1 || e.Info.count(LabelPreviousDigest) != 1:
			fault(e, "Das Paket sagt nicht, welches ihm vorausgeht.")
		case !known:
			fault(e, "Das Paket %s, das diesem vorausgeht, ist nicht da.", diag.Quote(previous))
		case before.Digest != strings.ToLower(digest):
			fault(before, "Das Paket ist nach dem Archivieren verändert worden: %s nennt für sein „%s“ eine andere Prüfsumme.", diag.Quote(e.Name), digestFile)
		case before.Number != e.Number-1:
			fault(e, "Das Paket hat die Nummer %d, das ihm vorausgeht, aber %d.", e.Number, before.Number)
		}
	}
	return findings
}
