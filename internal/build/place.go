package build

import (
	"bytes"
	"path"
	"slices"
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

// place does the same for findings of the later stages: they are in a template,
// or in the generated Markdown, where the reader is better served by the value
// of the record that the passage came from.
func (in Input) place(r *Result, findings diag.List) diag.List {
	placed := slices.Clone(findings)
	for i := range placed {
		f := &placed[i]
		if f.File == r.markdownName() {
			if origin, ok := r.origin(f.Pos); ok {
				f.Pos = origin
			} else {
				f.File = path.Join(in.Out, r.Path+".md")
			}
		}
		switch path.Ext(f.File) {
		case ".toml":
			f.File = path.Join(in.Sources.Name, f.File)
		case ".tmpl":
			f.File = path.Join(in.templateFolder(f.File), f.File)
		}
	}
	return placed
}

// templateFolder returns the folder that a template was read from.
func (in Input) templateFolder(name string) string {
	if in.Overlay.FS != nil && overlays(in.Overlay.FS, name) {
		return in.Overlay.Name
	}
	return in.Templates.Name
}

// origin returns the place in the records where the passage of the Markdown at
// pos came from.
func (r *Result) origin(pos diag.Pos) (diag.Pos, bool) {
	if pos.Line == 0 {
		return diag.Pos{}, false
	}
	at := offset(r.Markdown, pos.Line, pos.Column)
	found := -1
	for i, o := range r.Origins {
		if o.Start > at {
			break
		}
		if at < o.End && o.Pos.File != "" {
			found = i // the last one that holds the place is the innermost
		}
	}
	if found < 0 {
		return diag.Pos{}, false
	}
	return r.Origins[found].Pos, true
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
