package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const repository = "../.."

func readme(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(repository, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestReadmeCommands runs the README's commands, in their order, in a copy of
// what they need. Tests are not run from a test, but the packages they name
// must be there.
func TestReadmeCommands(t *testing.T) {
	var commands []string
	for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme(t), -1) {
		commands = append(commands, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	for _, want := range []string{"go run ./cmd/umsetzungsstand generate", "go test ./..."} {
		if !slices.Contains(commands, want) {
			t.Errorf("the README lacks the command %q", want)
		}
	}
	copied := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", "cmd", "internal", "templates", "sources"} {
		copyTree(t, filepath.Join(copied, name), filepath.Join(repository, name))
	}
	for _, command := range commands {
		words := strings.Fields(command)
		if strings.HasPrefix(command, "go test ") {
			for _, word := range words[2:] {
				dir := strings.TrimSuffix(word, "/...")
				if _, err := os.Stat(filepath.Join(repository, dir)); strings.HasPrefix(word, "./") && err != nil {
					t.Errorf("%s: %v", command, err)
				}
			}
			continue
		}
		if words[0] != "go" {
			t.Errorf("%s: only commands of go need nothing but Go", command)
			continue
		}
		cmd := exec.Command("go", words[1:]...)
		cmd.Dir = copied
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", command, err, out)
		}
	}
	for _, name := range []string{"umsetzungsstand-2023-Q4.md", "umsetzungsstand-2023-Q4.pdf"} {
		if _, err := os.Stat(filepath.Join(copied, "out", "2023-Q4", name)); err != nil {
			t.Error(err)
		}
	}
}

// TestReadmeUpdate: the README's command that rewrites the goldens names every
// package that has goldens to rewrite.
func TestReadmeUpdate(t *testing.T) {
	var packages []string
	err := filepath.WalkDir(repository, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		data, err := os.ReadFile(path)
		if strings.Contains(string(data), "flag.Bool(\"update\"") {
			rel, relErr := filepath.Rel(repository, filepath.Dir(path))
			packages, err = append(packages, "./"+filepath.ToSlash(rel)), errors.Join(err, relErr)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(packages)
	want := "\ngo test " + strings.Join(slices.Compact(packages), " ") + " -update\n"
	if !strings.Contains(readme(t), want) {
		t.Errorf("the README lacks the command%s", want)
	}
}

func copyTree(t *testing.T, to, from string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o777)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o666)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestReadmeDependencies: the README gives a reason for every module that the
// program asks for itself, and for no other.
func TestReadmeDependencies(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(repository, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for _, m := range regexp.MustCompile(`(?m)^(?:require)?\s+(\S+\.\S+/\S+) v\S+$`).FindAllStringSubmatch(string(data), -1) {
		direct = append(direct, m[1])
	}
	var explained []string
	for _, m := range regexp.MustCompile("(?m)^\\| `(\\S+)` \\| \\S.*\\|$").FindAllStringSubmatch(readme(t), -1) {
		explained = append(explained, m[1])
	}
	slices.Sort(direct)
	slices.Sort(explained)
	if !slices.Equal(direct, explained) {
		t.Errorf("go.mod requires\n\t%s\nthe README explains\n\t%s",
			strings.Join(direct, "\n\t"), strings.Join(explained, "\n\t"))
	}
}
