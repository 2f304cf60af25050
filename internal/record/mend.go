package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The scanner's repairs. Each notes a fault of syntax that leaves no doubt
// about what was meant, and lets BurntSushi read something sound in its place:
// so the rest of the file is still checked, and one mistake is one finding.

func (s *scanner) note(off int, code string) { s.noteFault(fault{off: off, code: code}) }

// noteFault notes a fault, and ends the scan with it when there are too many.
func (s *scanner) noteFault(f fault) {
	switch {
	case s.fault != nil:
	case len(s.notes) >= maxSuggestions:
		f.last = true
		s.failWith(f)
	default:
		s.notes = append(s.notes, f)
	}
}

func (s *scanner) mend(off, end int, text string) {
	if s.fault != nil {
		return
	}
	s.patches = append(s.patches, patch{off, end, text})
}

// insert is mend for what lacks at an offset that may have been passed.
func (s *scanner) insert(off int, text string) {
	if s.fault != nil {
		return
	}
	i := len(s.patches)
	for i > 0 && (s.patches[i-1].off > off || s.patches[i-1].off == off && s.patches[i-1].end > off) {
		i--
	}
	s.patches = slices.Insert(s.patches, i, patch{off, off, text})
}

// controls notes control characters, which no TOML file may hold anywhere, and
// goes on as though they were spaces. Those that stand together are one note.
func (s *scanner) controls() {
	control := func(c byte) bool { return c < ' ' && c != '\t' && c != '\n' || c == 0x7F }
	var mended []byte
	runs := 0
	for i := 0; i < len(s.src); i++ {
		if !control(s.src[i]) {
			continue
		}
		if mended == nil {
			mended = []byte(s.src)
		}
		if i == 0 || !control(s.src[i-1]) {
			text := "Hier steht ein unzulässiges Zeichen, U+%04X (%s)."
			if runs++; runs == maxSuggestions {
				text += " Weitere stehen hier nicht mehr einzeln."
			}
			if runs <= maxSuggestions {
				s.notes = append(s.notes, fault{off: i, code: CodeCharacter, hint: characterHint,
					text: fmt.Sprintf(text, s.src[i], characterName(rune(s.src[i])))})
			}
		}
		mended[i] = ' '
	}
	if mended != nil {
		s.src = string(mended)
	}
}

// mendKey reads a key with letters that need quotes, of which s.off is the
// first. A key of the format that was meant takes its place.
func (s *scanner) mendKey(off int) {
	for s.off < len(s.src) {
		r, size := utf8.DecodeRuneInString(s.src[s.off:])
		if r < utf8.RuneSelf && !bareKey(byte(r)) || unicode.Is(unicode.Zs, r) {
			break
		}
		s.off += size
	}
	key, end := s.src[off:s.off], s.off
	if s.blank(false); s.off == len(s.src) || !strings.ContainsRune("=.]", rune(s.src[s.off])) {
		line, _, _ := strings.Cut(s.src[off:], "\n")
		code := CodeNoPair
		if strings.ContainsAny(line, "=]") {
			code = CodeKeyCharacter
		}
		s.fail(off, code)
		return
	}
	s.note(off, CodeKeyCharacter)
	meant := transcription.Replace(strings.ToLower(key))
	if !slices.Contains(allKeys, meant) {
		s.mend(off, end, `"`+key+`"`)
		s.parts = append(s.parts, part{key: key, off: off, faulty: true})
		return
	}
	s.mend(off, end, meant)
	s.parts = append(s.parts, part{key: meant, off: off})
}

// transcription is how the keys of the format write what TOML does not allow
// in bare keys.
var transcription = strings.NewReplacer("ä", "ae", "a\u0308", "ae", "ö", "oe", "o\u0308", "oe", "ü", "ue", "u\u0308", "ue", "ß", "ss",
	"„", "", "“", "", "”", "", "‚", "", "‘", "", "’", "", "»", "", "«", "", "›", "", "‹", "")

// mendBrackets decides whether the header just read, whose key is in s.parts,
// opens one of several tables: as the format has it. Brackets that say
// otherwise are mended; ends is how many close it.
func (s *scanner) mendBrackets(begin, closing int, opening bool, ends int) (double bool) {
	b := s.plan.follow(s.parts)
	double = opening
	if b != nil {
		double = b.Kind == Many
	}
	want := 1
	if double {
		want = 2
	}
	key := s.parts[len(s.parts)-1].key
	switch {
	case opening == double && ends == want:
		return double
	case ends > 0 && (b == nil && opening == (ends == 2) || b != nil && b.table == nil):
		return opening
	case ends == 0 || opening != (ends == 2): // a bracket is missing, or too many
		f := fault{off: begin, code: CodeHeader}
		if b != nil && b.table != nil {
			f.text, f.hint = "Die eckigen Klammern um diese Überschrift sind nicht vollständig.", "Schreiben Sie "+b.table.name+"."
		}
		s.noteFault(f)
	default:
		s.noteFault(bracketsFault(begin, key, b.table.name))
	}
	if opening != double {
		s.bracket(begin, double, "[")
	}
	if ends != want {
		s.mend(closing, closing+ends, strings.Repeat("]", want))
	}
	return double
}

// oddBrackets matches a header in brackets of another kind, or in none.
var oddBrackets = regexp.MustCompile(`^[\[({<;:, \t]*([a-z_]+(?:\.[a-z_]+)?)[\])}>;:, \t]*$`)

// odd returns what the format has for a line that cannot be read as it stands
// and looks like a header, or nil.
func (s *scanner) odd() *binding {
	line := s.restOfLine(s.off)
	if line, _, _ = strings.Cut(line, "#"); len(line) > 200 || strings.ContainsAny(line, "=\"") {
		return nil
	}
	if name := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(line, "["), "["), " \t"); name != line && name != "" && bareKey(name[0]) && !strings.ContainsAny(line, "(){}<>;:,") {
		return nil // readHeader knows what it lacks
	}
	m := oddBrackets.FindStringSubmatch(line)
	if m == nil {
		return nil
	}
	s.parts = s.parts[:0]
	for name := range strings.SplitSeq(m[1], ".") {
		s.parts = append(s.parts, part{key: name, off: s.off})
	}
	if b := s.plan.follow(s.parts); b != nil && b.table != nil {
		return b
	}
	return nil
}

// oddHeader takes such a line for the header that was meant.
func (s *scanner) oddHeader() (double, ok bool) {
	b := s.odd()
	if b == nil {
		return false, false
	}
	s.noteFault(fault{off: s.off, code: CodeHeader, text: "Diese Überschrift ist nicht richtig in eckige Klammern gesetzt.", hint: "Schreiben Sie " + b.table.name + "."})
	end := s.off + len(s.restOfLine(s.off))
	s.mend(s.off, end, b.table.name)
	if s.fault == nil {
		s.off = end
	}
	return b.Kind == Many, true
}

func (s *scanner) bracket(off int, add bool, which string) {
	if add {
		s.mend(off, off, which)
	} else {
		s.mend(off, off+1, "")
	}
}

// bracketsFault says that the format wants other brackets around a key.
func bracketsFault(off int, key, name string) fault {
	text := "„%s“ kann es mehrmals geben, deshalb steht die Überschrift in doppelten eckigen Klammern."
	if !strings.HasPrefix(name, "[[") {
		text = "„%s“ kann es nur einmal geben, deshalb steht die Überschrift in einfachen eckigen Klammern."
	}
	return fault{off: off, code: CodeBrackets, text: fmt.Sprintf(text, key), hint: "Schreiben Sie " + name + "."}
}

// follow returns the field that a key leads to, or nil.
func (p *plan) follow(parts []part) *binding {
	var b *binding
	for _, part := range parts {
		if p == nil {
			return nil
		}
		i := p.at(part.key)
		if i < 0 {
			return nil
		}
		b = &p.fields[i]
		p = b.table
	}
	return b
}

// mendOrphan makes the entry that the i-th part of a header's key belongs to
// where the format has several of them and none has been opened.
func (s *scanner) mendOrphan(header, i int) bool {
	b := s.plan.follow(s.parts[:i+1])
	inner := s.plan.follow(s.parts)
	if i != 0 || b == nil || b.Kind != Many || inner != nil && inner.table == nil {
		return false
	}
	if inner != nil { // otherwise the name itself is the fault
		s.noteFault(fault{
			off: header, code: CodeOrphan,
			text: fmt.Sprintf("Über %s steht kein %s, zu dem der Eintrag gehören könnte.", inner.table.name, b.table.name),
			hint: "Ein Eintrag " + inner.table.name + " steht immer unter seinem " + b.table.name + "; ergänzen Sie ihn darüber.",
		})
	}
	first := slices.IndexFunc(s.patches, func(p patch) bool { return p.off >= header }) // those of the header itself
	if first < 0 {
		first = len(s.patches)
	}
	s.patches = slices.Insert(s.patches, first, patch{header, header, b.table.name + "\n"})
	at := s.place(header)
	list := s.add(0, node{key: s.parts[i].key, shape: array, at: at, value: at})
	s.add(list, node{shape: table, faulty: true, at: at, value: at})
	return true
}

// dropPatches drops the patches from an offset on: what they mended is
// replaced as a whole.
func (s *scanner) dropPatches(off int) {
	for len(s.patches) > 0 && s.patches[len(s.patches)-1].off >= off {
		s.patches = s.patches[:len(s.patches)-1]
	}
}

// noted reports whether the last fault noted is of that code and in this line.
func (s *scanner) noted(code string) bool {
	k := len(s.notes) - 1
	return k >= 0 && s.notes[k].code == code && !strings.Contains(s.src[s.notes[k].off:s.off], "\n")
}

// backslash reads an escape sequence, in a long text also that at a line's end.
// One that means nothing is mended to the backslash that was probably meant, and
// so is one that begins a word, as in a path, which would lose a letter.
func (s *scanner) backslash(long bool) {
	rest := s.src[s.off:]
	atEnd := len(rest) < 2 || strings.ContainsRune(" \t\n", rune(rest[1]))
	if !long && atEnd {
		s.off++
		return
	}
	size, _ := escape(rest)
	code := CodeBackslash
	if size > 1 || atEnd {
		// „Ordner \neu“ is meant as it stands and would lose its n.
		next, _ := utf8.DecodeRuneInString(rest[min(size, len(rest)):])
		path := strings.ContainsRune(" \t\n:/\\(\"", rune(s.src[s.off-1])) || s.noted(CodeEscape) || s.noted(CodeBackslash)
		if atEnd || !path || !strings.ContainsRune("btnfre", rune(rest[1])) || !unicode.IsLetter(next) {
			s.off += size
			return
		}
		code = CodeEscape
	}
	if !s.noted(code) {
		s.note(s.off, code)
	}
	if s.fault == nil {
		s.mend(s.off, s.off, `\`)
		s.off++
	}
}
