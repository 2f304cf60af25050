package law

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// source is one Go file of the repository.
type source struct {
	name   string // relative to the repository's root, with slashes
	dir    string
	test   bool
	lines  int
	syntax *ast.File
}

// tree is the repository's Go files, sorted by name, and their positions.
type tree struct {
	files []source
	set   *token.FileSet
}

// load parses all Go files below the root.
func load(root fs.FS) (*tree, error) {
	t := &tree{set: token.NewFileSet()}
	err := walk(root, func(name string) error {
		if path.Ext(name) != ".go" {
			return nil
		}
		text, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		syntax, err := parser.ParseFile(t.set, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		t.files = append(t.files, source{
			name: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"),
			lines: strings.Count(string(text), "\n"), syntax: syntax,
		})
		return nil
	})
	return t, err
}

// walk calls visit for every file that belongs to the repository: not for what
// git keeps for itself, what the program wrote into out, and what editors
// hide.
func walk(root fs.FS, visit func(name string) error) error {
	return fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch name {
			case ".git", "out", ".idea", ".vscode":
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		return visit(name)
	})
}

// importsOf calls visit with each import path of the file.
func (t *tree) importsOf(f source, visit func(at token.Position, path string)) {
	for _, spec := range f.syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has checked it
		}
		visit(t.set.Position(spec.Pos()), imported)
	}
}

// within reports whether an import path is the prefix or lies below it.
func within(imported, prefix string) bool {
	rest, ok := strings.CutPrefix(imported, prefix)
	return ok && (rest == "" || rest[0] == '/')
}

// checkHouse holds the imports of our own packages against the plan. Tests
// may import what they like.
func checkHouse(t *tree, module string, plan []room) []string {
	var faults []string
	built := map[string]bool{}
	for _, f := range t.files {
		if f.test {
			continue
		}
		built[f.dir] = true
		i := slices.IndexFunc(plan, func(r room) bool { return r.dir == f.dir })
		if i < 0 {
			faults = append(faults, fmt.Sprintf("%s: package %s is not in the plan: add it with the imports it may have, and why", f.name, f.dir))
			continue
		}
		t.importsOf(f, func(at token.Position, imported string) {
			if !within(imported, module) {
				return
			}
			own := strings.TrimPrefix(imported, module+"/")
			if !slices.Contains(strings.Fields(plan[i].may), own) {
				faults = append(faults, fmt.Sprintf("%s: %s must not import %s: %s", at, f.dir, own, plan[i].why))
			}
		})
	}
	for _, r := range plan {
		if !built[r.dir] {
			faults = append(faults, fmt.Sprintf("the plan names %s, which does not exist", r.dir))
		}
	}
	return faults
}

// checkOwners holds the imports of all other packages against the owners.
func checkOwners(t *tree, owners []owner) []string {
	var faults []string
	for _, f := range t.files {
		t.importsOf(f, func(at token.Position, imported string) {
			for _, o := range owners {
				if !within(imported, o.imported) || f.test && o.testsMay || slices.Contains(strings.Fields(o.only), f.dir) {
					continue
				}
				faults = append(faults, fmt.Sprintf("%s: only %s may import %s: %s", at, o.only, imported, o.why))
			}
		})
	}
	return faults
}

// checkClock looks for reads of the clock outside cmd, under whatever name
// package time was imported.
func checkClock(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		if f.test || strings.HasPrefix(f.dir, "cmd/") {
			continue
		}
		name := ""
		for _, spec := range f.syntax.Imports {
			if spec.Path.Value == `"time"` {
				if name = "time"; spec.Name != nil {
					name = spec.Name.Name
				}
			}
		}
		if name == "." {
			faults = append(faults, fmt.Sprintf("%s: import . \"time\" hides reads of the clock", f.name))
		}
		if name == "" {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			pkg, ok := selector.X.(*ast.Ident)
			if ok && pkg.Name == name && slices.Contains([]string{"Now", "Since", "Until"}, selector.Sel.Name) {
				faults = append(faults, fmt.Sprintf("%s: time.%s: the same input must give the same bytes; take a date instead",
					t.set.Position(selector.Pos()), selector.Sel.Name))
			}
			return true
		})
	}
	return faults
}

// checkNames looks for identifiers with letters beyond ASCII.
func checkNames(t *tree) []string {
	var faults []string
	for _, f := range t.files {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			name, ok := n.(*ast.Ident)
			if ok && strings.IndexFunc(name.Name, func(r rune) bool { return r > unicode.MaxASCII }) >= 0 {
				faults = append(faults, fmt.Sprintf("%s: identifier %s: names are English, and ASCII", t.set.Position(name.Pos()), name.Name))
			}
			return true
		})
	}
	return faults
}

// checkComments looks for packages that do not say what they are for. A
// folder with nothing but tests says it in one of them.
func checkComments(t *tree) []string {
	documented := map[string]bool{}
	testsOnly := map[string]bool{}
	for _, f := range t.files {
		if only, seen := testsOnly[f.dir]; !seen || only {
			testsOnly[f.dir] = f.test
		}
	}
	for _, f := range t.files {
		if f.test != testsOnly[f.dir] {
			continue
		}
		begin := "Package " + f.syntax.Name.Name + " "
		if f.syntax.Name.Name == "main" {
			begin = "Command "
		}
		// The go command shows it from there (go.dev/doc/comment#package).
		documented[f.dir] = documented[f.dir] || strings.HasPrefix(f.syntax.Doc.Text(), begin)
	}
	var faults []string
	for _, f := range t.files {
		if has, seen := documented[f.dir]; seen && !has {
			faults = append(faults, fmt.Sprintf("%s: no comment that says what the package is for", f.dir))
			delete(documented, f.dir)
		}
	}
	return faults
}

// checkLengths looks for Go files, other than tests, with more lines.
func checkLengths(t *tree, lines int) []string {
	var faults []string
	for _, f := range t.files {
		if !f.test && f.lines > lines {
			faults = append(faults, fmt.Sprintf("%s: %d lines, more than %d: one file a stage or node", f.name, f.lines, lines))
		}
	}
	return faults
}
