package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Fassung des Programms zeigen",
		Long:  "version zeigt, aus welchem Stand des Quelltextes das Programm gebaut ist.",
		Args:  arguments(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(p.Stdout, versionText())
			return nil
		},
	}
}

// making is what the program knows of its own making.
type making struct {
	version string // or "Entwicklungsstand"
	commit  string // or "unbekannt"; with a word if the source was changed since
}

const (
	unknownCommit = "unbekannt"
	changedSince  = ", danach geändert"
)

// exact reports whether the commit is the whole source.
func (m making) exact() bool {
	return m.commit != unknownCommit && !strings.HasSuffix(m.commit, changedSince)
}

func made() making {
	m := making{version: "Entwicklungsstand", commit: unknownCommit}
	changed := false
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			m.version = v
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision" && s.Value != "":
				m.commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = true
			}
		}
	}
	if changed {
		m.commit += changedSince
	}
	return m
}

// versionText returns what the program knows of its own making, in lines.
func versionText() string {
	m := made()
	return fmt.Sprintf("Fassung: %s\nCommit: %s\nGo: %s, %s/%s", m.version, m.commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// agent says in one line which program it is: what makes the same bytes of the
// same records. The system and the processor make no difference to them.
func agent() string {
	m := made()
	return fmt.Sprintf("umsetzungsstand, Fassung %s, Commit %s, %s", m.version, m.commit, runtime.Version())
}
