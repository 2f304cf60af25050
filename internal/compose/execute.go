package compose

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"

	"umsetzungsstand/internal/diag"
)

// execute parses the templates and runs the one of that name with the data.
func execute(templates fs.FS, name string, data any) (string, diag.List) {
	root, findings := load(templates)
	if findings.Failed() {
		return "", findings
	}
	if root.Lookup(name) == nil {
		findings.Errorf(diag.Pos{File: name}, "vorlagen-fehlen", "Diese Vorlage ruft alle anderen auf.", "Die Vorlage „%s“ fehlt.", name)
		return "", findings
	}
	var out limited
	if err := root.ExecuteTemplate(&out, name, data); err != nil {
		findings.Add(fault(err))
		return "", findings
	}
	if strings.ContainsRune(out.String(), markWhole) {
		findings.Errorf(diag.Pos{File: name}, "vorlage-fehler", "Schreiben Sie dort ein Feld, zum Beispiel {{.Partner.Short}} statt {{.Partner}}.", "Eine Vorlage druckt eine ganze Angabe statt eines ihrer Felder.")
		return "", findings
	}
	return out.String(), findings
}

// load parses all templates, for one execution.
func load(templates fs.FS) (*template.Template, diag.List) {
	var findings diag.List
	names, err := fs.Glob(templates, "*.tmpl")
	if err != nil || len(names) == 0 {
		findings.Errorf(diag.Pos{}, "vorlagen-fehlen", "Bitte den Ordner der Vorlagen prüfen; er enthält Dateien wie „"+Root+"“.", "Es gibt keine Vorlagen.")
		return nil, findings
	}
	ticks := 0
	tick := func() (string, error) {
		if ticks++; ticks > maxTicks {
			return "", errTicks
		}
		return "", nil
	}
	root := template.New("").Funcs(funcs(tick))
	for _, name := range names {
		src, err := fs.ReadFile(templates, name)
		if err != nil {
			findings.Errorf(diag.Pos{File: name}, "vorlage-unlesbar", "", "Die Vorlage lässt sich nicht lesen.")
			continue
		}
		s := strings.ReplaceAll(strings.TrimPrefix(string(src), "\uFEFF"), "\r\n", "\n")
		if i := strings.IndexFunc(s, isMark); i >= 0 {
			findings.Errorf(diag.Pos{File: name, Line: 1 + strings.Count(s[:i], "\n")}, "vorlage-zeichen", "Bitte das Zeichen entfernen.", "Die Vorlage enthält ein Zeichen, das nur für private Zwecke vorgesehen ist.")
			continue
		}
		before := map[string]*parse.Tree{}
		for _, t := range root.Templates() {
			before[t.Name()] = t.Tree
		}
		if _, err := root.New(path.Base(name)).Parse(standalone(s)); err != nil {
			findings.Add(fault(err))
			continue
		}
		for _, t := range root.Templates() {
			if was := before[t.Name()]; was != nil && was != t.Tree {
				findings.Errorf(diag.Pos{File: name, Line: defined(s, t.Name())}, "vorlage-doppelt", "Geben Sie ihm in einer der beiden Dateien einen anderen Namen.",
					"Den Baustein „%s“ gibt es schon in %s.", t.Name(), was.ParseName)
			}
		}
	}
	for _, t := range root.Templates() {
		if t.Tree != nil {
			guard(t.Tree.ParseName, t.Tree.Root)
			trim(t.Tree.Root)
			t.Tree.Root.Nodes = append([]parse.Node{tickNode(t.Tree.ParseName, 1)}, t.Tree.Root.Nodes...)
		}
	}
	findings.Sort()
	return root, findings
}

// defined returns the line in which a template defines another of that name.
func defined(src, name string) int {
	i := strings.Index(src, fmt.Sprintf("{{define %q}}", name))
	return 1 + strings.Count(src[:max(0, i)], "\n")
}

// standalone marks the template's lines that hold an action, so that one that
// prints nothing leaves no empty line: only an empty line of the template
// itself parts paragraphs. Line numbers stay as they are.
func standalone(src string) string {
	lines := strings.Split(src, "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, " \t")
		begin, end := strings.LastIndex(line, "{{"), strings.LastIndex(line, "}}")
		if begin >= 0 && end > begin && !strings.HasSuffix(line, "-}}") {
			lines[i] = line + string(rune(markLine))
		}
	}
	return strings.Join(lines, "\n")
}

// guard sets {{tick}} at the beginning of every loop's body, as load does with
// every template, so that what prints nothing ends as well.
func guard(name string, n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, m := range n.Nodes {
				guard(name, m)
			}
		}
	case *parse.IfNode:
		guard(name, n.List)
		guard(name, n.ElseList)
	case *parse.WithNode:
		guard(name, n.List)
		guard(name, n.ElseList)
	case *parse.RangeNode:
		guard(name, n.List)
		guard(name, n.ElseList)
		if n.List != nil {
			n.List.Nodes = append([]parse.Node{tickNode(name, n.Line)}, n.List.Nodes...)
		}
	}
}

// trim drops the empty lines at a template's end, such as those between its
// {{define}}s, so that calling it does not end the caller's paragraph.
func trim(root *parse.ListNode) {
	for n := len(root.Nodes); n > 0; n-- {
		last, ok := root.Nodes[n-1].(*parse.TextNode)
		if !ok || len(bytes.Trim(last.Text, "\n\t "+string(rune(markLine)))) > 0 {
			break
		}
		root.Nodes = root.Nodes[:n-1]
	}
}

// tickNode makes the node of {{tick}} as if it stood in that line of the template.
func tickNode(name string, line int) parse.Node {
	trees, err := parse.Parse(name, strings.Repeat("\n", line-1)+"{{tick}}", "", "", map[string]any{"tick": func() string { return "" }})
	if err != nil {
		panic(err)
	}
	nodes := trees[name].Root.Nodes
	return nodes[len(nodes)-1]
}

var (
	place   = regexp.MustCompile(`^template: ([^:\s]+):(\d+)(?::(\d+))?: ?(.*)$`)
	running = regexp.MustCompile(`^executing "[^"]*" at <(.*?)>: (.*)$`)
	noField = regexp.MustCompile(`can't evaluate field (\S+) in type \*?(?:compose\.)?(\S+)`)
	noFunc  = regexp.MustCompile(`function "(.*)" not defined`)
	badCall = regexp.MustCompile(`^error calling (\w+):`)
	noTmpl  = regexp.MustCompile(`(?:template "(.*)" not defined|no such template "(.*)")`)
)

// fault makes a finding of the template engine's error.
func fault(err error) diag.Finding {
	f := diag.Finding{Severity: diag.Error, Code: "vorlage-fehler"}
	msg, _, _ := strings.Cut(err.Error(), "\n")
	if m := place.FindStringSubmatch(msg); m != nil {
		f.File = m[1]
		f.Line, _ = strconv.Atoi(m[2])
		if m[3] != "" {
			f.Column, _ = strconv.Atoi(m[3])
			f.Column++ // the engine counts from 0
		}
		msg = m[4]
	}
	at := ""
	if m := running.FindStringSubmatch(msg); m != nil {
		at, msg = m[1], m[2]
	}
	switch {
	case errors.Is(err, errOutput):
		f.Text = "Die Vorlage erzeugt zu viel Text."
		f.Hint = "Vermutlich endet eine Schleife nicht."
	case errors.Is(err, errTicks):
		f.Text = "Eine Schleife der Vorlage endet nicht, oder die Vorlagen rufen einander zu oft auf."
	case strings.Contains(msg, "exceeded maximum template depth"):
		f.Text = "Die Vorlage ruft sich ohne Ende selbst auf."
	case noField.MatchString(msg):
		m := noField.FindStringSubmatch(msg)
		f.Text = fmt.Sprintf("Das Feld „%s“ gibt es hier nicht (%s).", m[1], m[2])
	case noFunc.MatchString(msg):
		f.Text = fmt.Sprintf("Die Funktion „%s“ gibt es nicht.", noFunc.FindStringSubmatch(msg)[1])
	case noTmpl.MatchString(msg):
		m := noTmpl.FindStringSubmatch(msg)
		f.Text = fmt.Sprintf("Die Vorlage „%s“ gibt es nicht.", m[1]+m[2])
	case strings.Contains(msg, "unexpected EOF"), strings.Contains(msg, "unclosed action"):
		f.Text = "Eine geschweifte Klammer oder ein {{if}}, {{range}} oder {{with}} ist nicht geschlossen."
		f.Hint = "Zu jedem {{if}}, {{range}}, {{with}} und {{define}} gehört ein {{end}}."
	case badCall.MatchString(msg):
		m := badCall.FindStringSubmatch(msg)
		f.Text = fmt.Sprintf("Der Aufruf von „%s“ ist so nicht möglich.", m[1])
	default:
		if len(msg) > 200 {
			msg = strings.ToValidUTF8(msg[:200], "") + " …"
		}
		f.Text = "Die Vorlage ist fehlerhaft: " + plain(msg) + "."
	}
	if at != "" && at != "tick" {
		at = "{{" + strings.TrimSuffix(strings.TrimPrefix(at, "{{"), "}}") + "}}"
		f.Hint = strings.TrimSpace(f.Hint + " Die Stelle: " + at)
	}
	return f
}
