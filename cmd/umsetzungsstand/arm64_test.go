package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// TestOtherProcessor: on arm64, where a multiplication and an addition are fused
// and so round otherwise, the same records make the same bytes.
func TestOtherProcessor(t *testing.T) {
	if runtime.GOOS != "linux" || runtime.GOARCH == "arm64" {
		t.Skip("needs Linux on another processor than arm64, to compare with")
	}
	emulator := pdftest.Tool(t, "qemu-aarch64-static", "qemu-aarch64")
	dir := t.TempDir()
	program := filepath.Join(dir, "umsetzungsstand")
	run := func(cmd *exec.Cmd) {
		t.Helper()
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	compile := exec.Command("go", "build", "-o", program, ".")
	compile.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	run(compile)
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		generate := []string{"generate", edition, "--sources", "../../sources", "--out"}
		run(exec.Command(emulator, append([]string{program}, append(generate, filepath.Join(dir, "arm64"))...)...))
		run(exec.Command("umsetzungsstand", append(generate, filepath.Join(dir, "here"))...)) // see TestMain
		for _, kind := range []string{".md", ".pdf"} {
			name := filepath.Join(edition, "umsetzungsstand-"+edition+kind)
			there, err := os.ReadFile(filepath.Join(dir, "arm64", name))
			if err != nil {
				t.Fatal(err)
			}
			here, err := os.ReadFile(filepath.Join(dir, "here", name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(there, here) {
				t.Errorf("%s has other bytes on arm64", name)
			}
		}
	}
}
