package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestCheckSamples: this is found in the sample editions. The table of the
// questions fits a terminal of 80 columns and needs no colours.
func TestCheckSamples(t *testing.T) {
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		t.Run(edition, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			p := &program{Args: []string{"check", edition, "--alle", "--sources", "../../sources"}, Stdout: &stdout, Stderr: &stderr}
			if status := p.run(); status != exitDone || stderr.Len() > 0 {
				t.Errorf("exit status %d\n%s", status, &stderr)
			}
			got := strings.ReplaceAll(stdout.String(), "../../", "")
			got = strings.ReplaceAll(got, `..\..\`, "")
			table, _, _ := strings.Cut(got, "\n\n"+"sources")
			for line := range strings.Lines(table) {
				if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > 80 {
					t.Errorf("%d columns: %s", n, line)
				}
			}
			if strings.ContainsRune(got, '\x1b') {
				t.Error("it steers the terminal")
			}
			file := "testdata/check-" + edition + ".txt"
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
				t.Errorf("%s differs; now\n%s\n(go test ./cmd/umsetzungsstand -run TestCheckSamples -update rewrites it)", file, got)
			}
		})
	}
}
