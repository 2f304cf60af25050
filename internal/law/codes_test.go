package law

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// lent says in whose table a package's codes may stand as well.
var lent = map[string]string{
	"internal/date":  "internal/record",  // which reports the faults of dates under a severity of its own
	"internal/build": "internal/compose", // a template that cannot be read is either's finding
}

// Every code of a finding is explained, and nothing else is.
func TestCodes(t *testing.T) { report(t, checkCodes(ours(t), module, lent)) }

// checkCodes holds the codes that the packages report against the tables in
// which they explain them.
//
// A code is reported where it is given to Errorf, to a function or method with
// a parameter called code, to a field Code of a finding or an error, to a
// string field or variable called code, or returned as a result called code.
// Anything else given to a finding is a fault: this law could not see it. It
// knows no types, so that methods of one name are taken for one.
// Tables are lists of Code and diag.Code, and of preflight's rule, which
// reports its own code. Severities are compared where they can be seen.
func checkCodes(t *tree, module string, lent map[string]string) []string {
	packages := map[string]*vocabulary{}
	for _, f := range t.files {
		if f.test {
			continue
		}
		if packages[f.dir] == nil {
			packages[f.dir] = &vocabulary{
				t: t, constants: map[string]string{}, fields: map[string]int{},
				functions: map[string][]helper{}, methods: map[string][]helper{},
				explained: map[string]use{}, reported: map[string][]use{},
			}
		}
		packages[f.dir].declarations(f.syntax)
	}
	dirs := slices.Sorted(maps.Keys(packages))
	for _, f := range t.files {
		if !f.test {
			v := packages[f.dir]
			v.imported = map[string]map[string]string{}
			t.importsOf(f, func(_ token.Position, path string) {
				if own := packages[strings.TrimPrefix(path, module+"/")]; own != nil {
					v.imported[path[strings.LastIndexByte(path, '/')+1:]] = own.constants
				}
			})
			v.read(f.syntax)
		}
	}
	var faults []string
	for _, dir := range dirs {
		v := packages[dir]
		faults = append(faults, v.faults...)
		for _, code := range slices.Sorted(maps.Keys(v.reported)) {
			_, own := v.explained[code]
			elsewhere := packages[lent[dir]]
			if elsewhere != nil && !own {
				_, own = elsewhere.explained[code]
			}
			if !own {
				table := dir
				if len(v.explained) == 0 && elsewhere != nil {
					table = lent[dir]
				}
				faults = append(faults, fmt.Sprintf("%s: the code %s is not explained: add it to the table of %s", v.reported[code][0].at, code, table))
			}
		}
		for _, code := range slices.Sorted(maps.Keys(v.explained)) {
			uses := v.reported[code]
			for other, to := range lent {
				if to == dir && packages[other] != nil {
					uses = append(slices.Clone(uses), packages[other].reported[code]...)
				}
			}
			entry := v.explained[code]
			if len(uses) == 0 && !entry.rule {
				faults = append(faults, fmt.Sprintf("%s: the code %s is explained, but nothing reports it", entry.at, code))
				continue
			}
			gravest := len(severities)
			for _, u := range uses {
				gravest = min(gravest, u.severity)
			}
			if gravest >= 0 && entry.severity >= 0 && gravest != entry.severity {
				faults = append(faults, fmt.Sprintf("%s: the code %s is explained under another severity than it is reported (%s)", entry.at, code, severities[gravest]))
			}
		}
	}
	return faults
}

// severities are the names of diag's, the gravest first.
var severities = []string{"Error", "Warning", "Hint"}

// use is a place where a code stands, and under which severity: an index into
// severities, -1 where that cannot be seen.
type use struct {
	at       token.Position
	severity int
	rule     bool // it reports itself
}

// helper is a function that reports a code which it is given.
type helper struct{ at, severity int }

// none is a function that takes no code.
var none = helper{-1, -1}

// vocabulary is the codes of a package.
type vocabulary struct {
	t                  *tree
	constants          map[string]string
	fields             map[string]int // where a struct has its string field called code
	functions, methods map[string][]helper
	imported           map[string]map[string]string // of the present file: constants by the package's name
	explained          map[string]use
	reported           map[string][]use
	faults             []string
}

// declarations notes what the other files of the package may refer to.
func (v *vocabulary) declarations(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			for _, spec := range n.Specs {
				if s, ok := spec.(*ast.ValueSpec); ok && n.Tok == token.CONST && len(s.Values) == len(s.Names) {
					for i, name := range s.Names {
						if text, ok := literal(s.Values[i]); ok {
							v.constants[name.Name] = text
						}
					}
				}
			}
		case *ast.TypeSpec:
			if s, ok := n.Type.(*ast.StructType); ok {
				if at, ok := codeAt(s.Fields); ok {
					v.fields[n.Name.Name] = at
				}
			}
		case *ast.FuncDecl:
			to := v.functions
			if n.Recv != nil {
				to = v.methods
			}
			v.helper(to, n.Name.Name, n.Type, n.Body)
		case *ast.AssignStmt:
			for i, right := range n.Rhs {
				if f, ok := right.(*ast.FuncLit); ok {
					if name, ok := n.Lhs[i].(*ast.Ident); ok {
						v.helper(v.functions, name.Name, f.Type, f.Body)
					}
				}
			}
		}
		return true
	})
}

// helper notes what a function takes.
func (v *vocabulary) helper(to map[string][]helper, name string, f *ast.FuncType, body *ast.BlockStmt) {
	h := none
	if at, ok := codeAt(f.Params); ok {
		h.at = at
		ast.Inspect(body, func(n ast.Node) bool {
			if code, severity := given(n); code != nil && named(code) {
				h.severity = severity
			}
			return true
		})
	}
	to[name] = append(to[name], h)
}

// read notes the codes of a file.
func (v *vocabulary) read(file *ast.File) {
	var results []*ast.FieldList // of the functions around
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			switch stack[len(stack)-1].(type) {
			case *ast.FuncDecl, *ast.FuncLit:
				results = results[:len(results)-1]
			}
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		if code, severity := given(n); code != nil {
			v.report(code, severity, true)
			return true
		}
		switch n := n.(type) {
		case *ast.FuncDecl:
			results = append(results, n.Type.Results)
		case *ast.FuncLit:
			results = append(results, n.Type.Results)
		case *ast.ReturnStmt:
			if at, ok := codeAt(results[len(results)-1]); ok && at < len(n.Results) {
				v.report(n.Results[at], -1, true)
			}
		case *ast.CallExpr:
			var list []helper
			switch f := n.Fun.(type) {
			case *ast.Ident:
				list = v.functions[f.Name]
			case *ast.SelectorExpr:
				list = v.methods[f.Sel.Name]
			}
			sure := !slices.Contains(list, none)
			for _, h := range list {
				if h != none && h.at < len(n.Args) {
					v.report(n.Args[h.at], h.severity, sure)
				}
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if named(left) && len(n.Rhs) == len(n.Lhs) {
					v.report(n.Rhs[i], -1, false)
				}
			}
		case *ast.CompositeLit:
			v.composite(n)
		}
		return true
	})
}

// composite notes the code in a struct, or in each of a list of them.
func (v *vocabulary) composite(n *ast.CompositeLit) {
	list, ok := n.Type.(*ast.ArrayType)
	if !ok {
		v.structure(typeName(n.Type), n)
		return
	}
	name := typeName(list.Elt)
	for _, e := range n.Elts {
		switch e := e.(type) {
		case *ast.CompositeLit:
			if e.Type == nil {
				v.structure(name, e)
			}
		case *ast.CallExpr: // that makes a rule
			if name == "rule" && len(e.Args) > 0 {
				v.explain(e.Args[0], -1, true)
			}
		}
	}
}

func (v *vocabulary) structure(name string, n *ast.CompositeLit) {
	switch at, known := v.fields[name]; {
	case name == "Code":
		severity := -1
		if s := element(n, "Severity", 1); s != nil {
			severity = slices.Index(severities, typeName(s))
		}
		if code := element(n, "Name", 0); code != nil {
			v.explain(code, severity, false)
		}
	case name == "rule":
		if code := element(n, "code", at); code != nil {
			v.explain(code, -1, true)
		}
	case known:
		if code := element(n, "code", at); code != nil {
			v.report(code, -1, true)
		}
	}
}

// explain notes an entry of a table.
func (v *vocabulary) explain(code ast.Expr, severity int, rule bool) {
	text, ok := v.constant(code)
	if !ok {
		return // made of an entry
	}
	if _, twice := v.explained[text]; twice {
		v.fault(code, "the code "+text+" is explained twice")
	}
	v.explained[text] = use{v.t.set.Position(code.Pos()), severity, rule}
}

// report notes the use of a code. What is sure to be one must be a constant,
// or be called a code.
func (v *vocabulary) report(code ast.Expr, severity int, sure bool) {
	text, ok := v.constant(code)
	switch {
	case ok && text != "":
		v.reported[text] = append(v.reported[text], use{v.t.set.Position(code.Pos()), severity, false})
	case !ok && sure && !named(code):
		v.fault(code, "which code is this? Give it as a constant, or in something called code")
	}
}

func (v *vocabulary) fault(at ast.Node, text string) {
	v.faults = append(v.faults, fmt.Sprintf("%s: %s", v.t.set.Position(at.Pos()), text))
}

// constant returns the text of a literal or a constant.
func (v *vocabulary) constant(e ast.Expr) (text string, ok bool) {
	switch e := e.(type) {
	case *ast.Ident:
		text, ok = v.constants[e.Name]
		return text, ok
	case *ast.SelectorExpr:
		if from, isName := e.X.(*ast.Ident); isName {
			text, ok = v.imported[from.Name][e.Sel.Name]
		}
		return text, ok
	}
	return literal(e)
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(l.Value)
	return text, err == nil
}

// given returns the code that a call of Errorf or a finding is given, and its
// severity: an index into severities, -1 where it cannot be seen.
func given(n ast.Node) (code ast.Expr, severity int) {
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if ok && f.Sel.Name == "Errorf" && typeName(f.X) != "fmt" && len(n.Args) >= 4 {
			return n.Args[1], 0
		}
	case *ast.CompositeLit:
		name := typeName(n.Type)
		if n.Type == nil && element(n, "Text", -1) != nil { // in a diag.List
			name = "Finding"
		}
		if name != "Finding" && name != "ParseError" {
			return nil, -1
		}
		s := element(n, "Severity", -1)
		switch {
		case name == "ParseError":
			severity = -1
		case s != nil:
			severity = slices.Index(severities, typeName(s))
		}
		return element(n, "Code", -1), severity
	}
	return nil, -1
}

// element returns what a struct's field is given by name, or else by place.
func element(n *ast.CompositeLit, name string, at int) ast.Expr {
	for i, e := range n.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if typeName(pair.Key) == name {
				return pair.Value
			}
		} else if i == at {
			return e
		}
	}
	return nil
}

// codeAt returns the place of the string called code in a list.
func codeAt(list *ast.FieldList) (int, bool) {
	if list == nil {
		return 0, false
	}
	at := 0
	for _, f := range list.List {
		for _, name := range f.Names {
			if name.Name == "code" && typeName(f.Type) == "string" {
				return at, true
			}
			at++
		}
		if len(f.Names) == 0 {
			at++
		}
	}
	return 0, false
}

// named reports whether an expression is called code.
func named(e ast.Expr) bool { return strings.EqualFold(typeName(e), "code") }

// typeName returns a name without that of its package, or of what it belongs
// to.
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// TestCheckCodes shows the law a tree that breaks it in every way, and keeps it
// in every other.
func TestCheckCodes(t *testing.T) {
	tree, err := load(fstest.MapFS{
		"internal/date/date.go": {Data: []byte(`package date

const Malformed = "datum-unlesbar"

func parse() error { return &ParseError{Code: Malformed} }
func other() error { return &ParseError{Code: "datum-fremd"} }
`)},
		"internal/record/record.go": {Data: []byte(`package record

import "umsetzungsstand/internal/date"

const CodeLate = "spaet"

var codes = []Code{
	{date.Malformed, diag.Error, "…", "", "", ""},
	{CodeLate, diag.Warning, "…", "", "", ""},
	{"returned", diag.Error, "…", "", "", ""},
	{"idle", diag.Error, "…", "", "", ""},
	{"idle", diag.Error, "…", "", "", ""},
}

type fault struct { off int; code string }

func translate() (text, code string) { return "returned", "returned" }

func load(l *list) {
	l.Errorf(pos, CodeLate, "", "…")
	fmt.Errorf("no code", 1, 2, 3)
	x := fault{1, "field"}
	y := []fault{{code: "fields"}, {2, "fields"}}
	z := diag.List{{Text: "…", Code: "listed"}}
	code := "variable"
	if x.off > 1 { code = fmt.Sprint() }
	l.Errorf(pos, code, "", "…")
	l.Errorf(pos, x.code, "", "…")
	l.Errorf(pos, strings.ToLower(x.code), "", "…")
}
`)},
		"internal/preflight/rules.go": {Data: []byte(`package preflight

type rule struct { code string; check func() }

var rules = []rule{{"rule", nil}, eachFont("font-rule", nil)}

func eachFont(code string, check func()) rule { return rule{code, check} }

func (p *page) warn(at int, code, format string) { p.Add(diag.Finding{Severity: diag.Warning, Code: code}) }

func check(p *page) {
	p.warn(1, "rule", "")
	p.warn(2, "warned", "")
	p.inner.warn(3, "mild", "")
	fail := func(code string) {}
	fail("closure")
	fail(of(p))
}

var codes = []diag.Code{{Name: "mild", Severity: diag.Error, Explain: "…"}}
`)},
		"internal/preflight/rules_test.go": {Data: []byte(`package preflight

func test(p *page) { p.warn(1, "tests-may", "") }
`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	got := checkCodes(tree, module, map[string]string{"internal/date": "internal/record"})
	want := []string{
		"internal/date/date.go:6:47: the code datum-fremd is not explained: add it to the table of internal/record",
		"internal/preflight/rules.go:17:7: which code is this? Give it as a constant, or in something called code",
		"internal/preflight/rules.go:16:7: the code closure is not explained: add it to the table of internal/preflight",
		"internal/preflight/rules.go:13:12: the code warned is not explained: add it to the table of internal/preflight",
		"internal/preflight/rules.go:20:32: the code mild is explained under another severity than it is reported (Warning)",
		"internal/record/record.go:12:3: the code idle is explained twice",
		"internal/record/record.go:29:16: which code is this? Give it as a constant, or in something called code",
		"internal/record/record.go:22:16: the code field is not explained: add it to the table of internal/record",
		"internal/record/record.go:23:22: the code fields is not explained: add it to the table of internal/record",
		"internal/record/record.go:24:37: the code listed is not explained: add it to the table of internal/record",
		"internal/record/record.go:25:10: the code variable is not explained: add it to the table of internal/record",
		"internal/record/record.go:12:3: the code idle is explained, but nothing reports it",
		"internal/record/record.go:9:3: the code spaet is explained under another severity than it is reported (Error)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
