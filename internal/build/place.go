package build

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
)

// inSources makes findings of the loader, which knows files by their path
// within the records, point to the file that their reader would open.
func (in Input) inSources(findings diag.List) diag.List {
	placed := slices.Clone(findings)
	for i := range placed {
		placed[i].File = path.Join(in.Sources.Name, placed[i].File)
	}
	return placed
}

// longLine is the length in bytes of a line in which nobody looks for words:
// to count its columns anew for each finding takes too long.
const longLine = 10_000

// Placed makes findings of the check point to the files that their reader would
// open, and gives them the lines on which they lie. Where such a line holds the
// words that a finding quotes first, it points to them, and not to the beginning
// of their value.
func (in Input) Placed(findings diag.List) diag.List {
	placed := in.inSources(findings)
	files := map[string][]string{} // their lines
	for i := range placed {
		f, name := &placed[i], findings[i].File
		if f.Source != "" || f.Line == 0 {
			continue
		}
		lines, read := files[name]
		if !read {
			data, err := fs.ReadFile(in.Sources.FS, name)
			if err == nil { // or else it has changed since it was loaded
				text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(data), "\ufeff"))
				lines = strings.Split(text, "\n")
			}
			files[name] = lines
		}
		if f.Line > len(lines) {
			continue
		}
		if f.Source = lines[f.Line-1]; len(f.Source) > longLine {
			continue
		}
		value := offset([]byte(f.Source), 1, f.Column)
		_, quote, _ := strings.Cut(f.Text, "„")
		quote, _, found := strings.Cut(quote, "“")
		if i := strings.Index(f.Source[value:], quote); found && i > 0 {
			f.Column += utf8.RuneCountInString(f.Source[value : value+i])
		}
	}
	return placed
}

// place makes findings of the later stages point to what their reader can mend.
// They are in a template, or in the generated Markdown, where the reader is
// better served by the value of the record that the passage came from. The
// Markdown itself is not written when there are errors; where no value is to be
// found, what the reading of the Markdown has found lies at the templates, and
// what the typesetting has found (typeset) at the edition.
func (in Input) place(r *Result, findings diag.List, typeset bool) diag.List {
	placed := slices.Clone(findings)
	for i := range placed {
		f := &placed[i]
		if f.File != r.markdownName() {
			f.File = in.opened(f.File)
			continue
		}
		if f.Code == "kopfzeile-zu-lang" { // its hint names the key of the draft's head
			f.Hint = "Bitte kürzen Sie „thema“; es ist auch die Kopfzeile."
		}
		origin, ok := r.origin(*f, typeset)
		switch {
		case slices.Contains(templateCodes, f.Code):
			f.Pos = in.templatesFolder()
		case r.inHead(f.Pos):
			f.Pos = in.editionFile(r)
		case ok:
			f.Pos = origin
			f.File = in.opened(f.File)
		case typeset:
			f.Pos = in.editionFile(r)
		default:
			f.Pos = in.templatesFolder()
		}
	}
	return placed
}

// opened returns how the reader would open a file that is known by its path
// within the records or the templates.
func (in Input) opened(file string) string {
	switch path.Ext(file) {
	case ".toml":
		return path.Join(in.Sources.Name, file)
	case ".tmpl":
		return path.Join(in.templateFolder(file), file)
	}
	return file
}

// templateCodes are the findings of the typesetting that only a template, and
// no record, can give rise to.
var templateCodes = []string{"dokument-leer", "tabelle-zu-breit", "teil-unbekannt", "zone-unbekannt"}

// editionFile is the place of the edition's record as a whole.
func (in Input) editionFile(r *Result) diag.Pos {
	return diag.Pos{File: path.Join(in.Sources.Name, editionPath(r.Edition.Record))}
}

// templatesFolder is the place of the user's templates as a whole, or of the
// built-in ones.
func (in Input) templatesFolder() diag.Pos {
	if in.Overlay.FS != nil {
		return diag.Pos{File: in.Overlay.Name}
	}
	return diag.Pos{File: in.Templates.Name}
}

// templateFolder returns the folder that a template was read from.
func (in Input) templateFolder(name string) string {
	if in.Overlay.FS != nil && overlays(in.Overlay.FS, name) {
		return in.Overlay.Name
	}
	return in.Templates.Name
}

// origin returns the place in the records where the passage of the Markdown
// that a finding points to came from, with zones for a zone as a whole that of
// its first value.
func (r *Result) origin(f diag.Finding, zones bool) (diag.Pos, bool) {
	at := offset(r.Markdown, f.Line, f.Column)
	if zone, ok := bytes.CutPrefix(r.Markdown[at:], mark); ok && zones {
		if end := bytes.Index(zone, mark); end >= 0 {
			zone = zone[:end]
		}
		return r.firstOrigin(at, at+len(mark)+len(zone))
	}
	at += ahead(r.Markdown[at:], f.Text)
	var found diag.Pos
	for _, o := range r.Origins {
		if o.Start > at {
			break
		}
		if at < o.End && o.Pos.File != "" {
			found = o.Pos // the last one that holds the place is the innermost
		}
	}
	return found, !found.IsZero()
}

// firstOrigin returns where the first value between two offsets came from.
func (r *Result) firstOrigin(from, to int) (diag.Pos, bool) {
	for _, o := range r.Origins {
		if from <= o.Start && o.Start < to && o.Pos.File != "" {
			return o.Pos, true
		}
	}
	return diag.Pos{}, false
}

// mark begins a mark of the Markdown; a finding there is about the zone as a
// whole, up to the next mark.
var mark = []byte("<!-- us:")

// inHead reports whether a place lies in the Markdown's head, or is the
// Markdown as a whole: what the head tells comes from the edition, without
// template.
func (r *Result) inHead(pos diag.Pos) bool {
	return pos.Line == 0 || offset(r.Markdown, pos.Line, pos.Column) < bytes.Index(r.Markdown, []byte("-->"))
}

// ahead returns how far behind the beginning of a passage the character stands
// that a finding's text names, as „U+1F600“: findings point to the stretch of
// text that holds it, in which words of templates and records are mixed.
func ahead(passage []byte, text string) int {
	_, code, ok := strings.Cut(text, "U+")
	if end := strings.IndexFunc(code, func(r rune) bool { return !strings.ContainsRune("0123456789ABCDEF", r) }); end >= 0 {
		code = code[:end]
	}
	char, err := strconv.ParseInt(code, 16, 32)
	if !ok || err != nil {
		return 0
	}
	if end := bytes.Index(passage, []byte("\n\n")); end >= 0 {
		passage = passage[:end]
	}
	return max(0, bytes.IndexRune(passage, rune(char)))
}

// offset returns the byte offset of a line and column, both from 1, columns in
// characters. A place behind the end of its line is the line's end.
func offset(text []byte, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			return len(text)
		}
		at += n + 1
	}
	for ; column > 1 && at < len(text) && text[at] != '\n'; column-- {
		_, size := utf8.DecodeRune(text[at:])
		at += size
	}
	return at
}

// quoted joins names in German quotation marks.
func quoted(names []string) string {
	marked := make([]string, len(names))
	for i, name := range names {
		marked[i] = "„" + name + "“"
	}
	return strings.Join(marked, ", ")
}
