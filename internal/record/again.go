package record

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What the scanner does where it cannot read on, or where a name stands twice:
// it leaves the line or the section out, so that the rest is still read.

// maySkip reports whether the fault that ended the scan can become a note.
func (s *scanner) maySkip() bool {
	f := s.fault
	return f.code != "" && f.code != CodeTooDeep && f.code != CodeMergeMarks && !f.last && len(s.notes) < maxSuggestions
}

// skipLine leaves out the line that begins at an offset, or only its value where
// that is what cannot be read, together with the lines that seem to belong to
// it.
func (s *scanner) skipLine(begin int) {
	if !s.maySkip() {
		return
	}
	f := *s.fault
	s.fault = nil
	v := s.value
	if v.off == 0 {
		s.dropPatches(begin)
		s.off = s.resume(begin)
		s.mend(begin, s.off, "")
		s.noteFault(f)
		return
	}
	s.cut(v.nodes)
	s.dropPatches(v.off)
	s.cursor = v.cursor
	s.off = s.resume(v.off)
	s.mend(v.off, s.off, `""`)
	v.node.faulty, v.node.value = true, s.place(v.off)
	s.add(v.parent, v.node)
	s.noteFault(f)
}

// skipSection leaves out a header that cannot be read, with all that stands
// under it.
func (s *scanner) skipSection(begin int) {
	if !s.maySkip() {
		return
	}
	f := *s.fault
	s.fault = nil
	f.explain(s.src)
	f.text += " Was darunter steht, ist noch nicht geprüft."
	s.dropPatches(begin)
	end := len(s.src)
	for off := begin; off < len(s.src); {
		if off += len(s.restOfLine(off)) + 1; off < len(s.src) && strings.HasPrefix(strings.TrimLeftFunc(s.restOfLine(off), blank), "[") && newEntry(s.restOfLine(off)) {
			end = off - 1
			break
		}
	}
	s.off = end
	s.mend(begin, end, "")
	s.noteFault(f)
}

// resume returns the end of the last line that seems to belong to what begins
// at an offset and cannot be read. A long text goes on until the format knows
// what a line begins with.
func (s *scanner) resume(off int) int {
	long := strings.HasPrefix(s.src[off:], `"""`) || strings.HasPrefix(s.src[off:], "'''")
	for {
		off += len(s.restOfLine(off))
		if off >= len(s.src) {
			return len(s.src)
		}
		if s.begins(s.restOfLine(off+1), long) {
			return off
		}
		off++
	}
}

var mergeLine = regexp.MustCompile(`^(<{7}|={7}|>{7}|\|{7})`)

// begins reports whether a line begins something new; known says that the
// format has to know it.
func (s *scanner) begins(line string, known bool) bool {
	if mergeLine.MatchString(line) {
		return true
	}
	if m := headerStart.FindStringSubmatch(line); m != nil && newEntry(line) {
		name, _, _ := strings.Cut(m[1], ".")
		return !known || m[2] != "" && s.plan.at(name) >= 0
	}
	m := pairStart.FindStringSubmatch(line)
	return m != nil && (!known || slices.Contains(allKeys, m[1]))
}

// swallowed reports whether the long text just read ends where another one
// seems to begin: then its own end lacks.
func (s *scanner) swallowed(begin int) bool {
	if !s.has0(begin, `"""`) && !s.has0(begin, "'''") {
		return false
	}
	lit := s.src[begin:s.off]
	i := strings.LastIndexByte(lit, '\n')
	if i < 0 {
		return false
	}
	m := pairStart.FindStringSubmatch(lit[i+1:])
	return m != nil && slices.Contains(allKeys, m[1]) && strings.Trim(lit[i+1+len(m[0]):], " \t\"'") == ""
}

func (s *scanner) has0(off int, prefix string) bool { return strings.HasPrefix(s.src[off:], prefix) }

// cut removes the nodes from one on.
func (s *scanner) cut(from int) {
	s.nodes = s.nodes[:from]
	for i := range s.nodes {
		if n := &s.nodes[i]; int(n.next) >= from {
			n.next = 0
		}
	}
	for i := range s.nodes {
		n := &s.nodes[i]
		if int(n.last) < from {
			continue
		}
		n.last, n.count = 0, 0
		if int(n.first) >= from {
			n.first = 0
		}
		for c := n.first; c != 0; c = s.nodes[c].next {
			n.last = c
			n.count++
		}
	}
	for key, id := range s.children {
		if int(id) >= from || int(key.parent) >= from {
			delete(s.children, key)
		}
	}
}

// otherName returns a key that no record has, in place of one that stands
// twice.
func otherName(off int) (key, quoted string) {
	key = " " + strconv.Itoa(off)
	return key, `"` + key + `"`
}

// sameKey notes that the key of a pair, which begins at an offset, is that of
// another node, and gives it a name of its own.
func (s *scanner) sameKey(begin, keyEnd int, first int32, n *node) {
	line := s.nodes[first].at.line
	f := fault{off: begin, code: CodeSameKey, text: fmt.Sprintf("„%s“ steht schon in Zeile %d.", s.parts[0].key, line),
		hint: "Beginnt hier ein neuer Eintrag, fehlt über ihm die Überschrift; ist die Zeile nur doppelt, behalten Sie die richtige der beiden."}
	if s.table == 0 {
		f.hint = "Ist die Zeile nur doppelt, behalten Sie die richtige der beiden; gehört sie zu einem Eintrag, fehlt über ihm die Überschrift."
	}
	s.noteFault(f)
	key, text := otherName(begin)
	s.dropPatches(begin)
	s.mend(begin, keyEnd, text)
	n.key, n.faulty = key, true
}

// splitEntry notes that a key stands twice in one of several entries, as where
// a header was forgotten, and begins another entry before it. Of what either
// lacks nothing is known then.
func (s *scanner) splitEntry(begin int, first int32) bool {
	b := s.plan.follow(s.header)
	if b == nil || b.Kind != Many || s.table == 0 || s.nodes[s.table].key != "" {
		return false
	}
	s.noteFault(fault{
		off: begin, code: CodeSameKey,
		text: fmt.Sprintf("„%s“ steht in diesem Eintrag schon in Zeile %d.", s.parts[0].key, s.nodes[first].at.line),
		hint: "Beginnt hier ein neuer Eintrag, setzen Sie über seine erste Zeile " + b.table.name + "; ist die Zeile nur doppelt, behalten Sie die richtige der beiden.",
	})
	s.insert(begin, b.table.name+"\n")
	at := s.place(begin)
	s.nodes[s.table].faulty = true
	s.table = s.add(s.list, node{shape: table, faulty: true, at: at, value: at})
	return true
}

// sameHeader notes that another node bears the name of a header, and gives the
// header a name of its own.
func (s *scanner) sameHeader(begin int, at place, double bool, first int32) {
	n := &s.nodes[first]
	name := make([]string, len(s.parts))
	for i, p := range s.parts {
		name[i] = p.key
	}
	f := fault{off: begin, code: CodeSameKey,
		text: fmt.Sprintf("Die Überschrift „%s“ steht schon in Zeile %d. Was hier darunter steht, ist noch nicht geprüft.", strings.Join(name, "."), n.at.line),
		hint: "Es kann sie nur einmal geben; führen Sie die Angaben unter einer der beiden zusammen."}
	if n.shape == scalar || n.at != n.value {
		f.text = fmt.Sprintf("„%s“ steht schon in Zeile %d, dort mit dem Gleichheitszeichen. Was hier darunter steht, ist noch nicht geprüft.", n.key, n.at.line)
		f.hint = "Führen Sie beides an einer Stelle zusammen."
	}
	s.noteFault(f)
	if s.fault != nil {
		return
	}
	key, text := otherName(begin)
	s.dropPatches(begin)
	s.mend(begin, s.off, "["+text+"]")
	s.in, s.header = nil, nil
	s.table = s.add(0, node{key: key, shape: table, named: true, faulty: true, at: at, value: at})
}
