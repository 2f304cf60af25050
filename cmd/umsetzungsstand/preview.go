package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/preview"
)

func (p *program) preview() *cobra.Command {
	var from editionFlags
	var addr, editor string
	var open bool
	cmd := &cobra.Command{
		Use:   "preview [AUSGABE] [Optionen]",
		Short: "Den Entwurf im Browser zeigen, während die Quellen bearbeitet werden",
		Long: `preview zeigt den Entwurf einer Ausgabe im Browser, ohne Angabe der neuesten, daneben
die Meldungen von check. Öffnen Sie dafür die Adresse, die der Befehl nennt, oder geben
Sie --open an. Sobald Sie eine Datei der Quellen speichern, zeigt die Seite den neuen
Stand. Enthält eine Datei gerade einen Fehler, bleibt der letzte fehlerfreie
Entwurf stehen, und der Fehler steht darüber. Strg + C beendet die Vorschau.

Ein Klick auf einen Absatz kopiert seine Fundstelle, das sind Datei und Zeile, aus
denen er stammt. Mit --editor öffnet er sie im Editor; {file} und {line} stehen im
Befehl für Datei und Zeile. Ein Pfad mit Leerzeichen steht darin in '…'.

Die Vorschau ist nur auf diesem Rechner erreichbar und ruft nichts aus dem Netz ab. Wer
sie nicht starten kann, erhält dieselbe Seite als Datei: generate --entwurf.`,
		Example: `  umsetzungsstand preview
  umsetzungsstand preview 2023-Q4 --open
  umsetzungsstand preview --editor "code -g {file}:{line}"
  umsetzungsstand preview --editor "'C:\Program Files\Notepad++\notepad++.exe' -n{line} {file}"`,
		Args: arguments(0, 1, "eine Ausgabe wie „2023-Q4“"),
		RunE: func(_ *cobra.Command, args []string) error {
			in, err := from.input(args)
			if err != nil {
				return err
			}
			config := preview.Config{Input: in}
			if editor != "" {
				if config.Open, err = opener(editor); err != nil {
					return err
				}
			}
			// All other faults the page shows, but this one is the caller's.
			_, findings := build.Compute(in)
			if err := callMistake(findings); err != nil {
				return err
			}
			listener, err := listen(cmp.Or(addr, "127.0.0.1:8642"))
			if err != nil {
				return err
			}
			// Unlike a single run, the preview may outlive the folders that it has begun with.
			sources := cmp.Or(from.sources, "sources")
			config.Input.Sources.FS = germanFS{currentFS{sources}}
			folders := []preview.Folder{{Path: sources, FS: config.Input.Sources.FS}}
			if from.overlay != "" {
				config.Input.Overlay.FS = germanFS{currentFS{from.overlay}}
				folders = append(folders, preview.Folder{Path: from.overlay, FS: config.Input.Overlay.FS})
			}
			return p.servePreview(config, folders, listener, open)
		},
	}
	flags := cmd.Flags()
	from.registerFolders(flags)
	flags.StringVar(&addr, "addr", "", "`ADRESSE` auf diesem Rechner, unter der die Vorschau erscheint (sonst 127.0.0.1:8642)")
	flags.StringVar(&editor, "editor", "", "`BEFEHL`, der eine Stelle öffnet, mit {file} und {line}")
	flags.BoolVar(&open, "open", false, "die Seite gleich im Browser öffnen")
	return cmd
}

// servePreview serves until Ctrl-C.
func (p *program) servePreview(config preview.Config, folders []preview.Folder, listener net.Listener, open bool) error {
	ctx, end := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer end()
	server := preview.New(config, listener.Addr())
	url := "http://" + listener.Addr().String() + "/"
	fmt.Fprintf(p.Stdout, "Vorschau: %s\nStrg + C beendet sie.\n", url)
	if open {
		if err := browse(url); err != nil {
			fmt.Fprintln(p.Stdout, "Der Browser ließ sich nicht öffnen; bitte öffnen Sie die Adresse selbst.")
		}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		preview.Watch(ctx, folders, func() { server.Refresh() })
	}()
	err := server.Serve(ctx, listener)
	end()
	<-done
	if err != nil && ctx.Err() == nil {
		return &usageError{"Die Vorschau musste aufhören: " + germanCause(err) + ".", "Starten Sie sie noch einmal."}
	}
	fmt.Fprintln(p.Stdout, "Die Vorschau ist beendet.")
	return nil
}

// listen opens an address on this machine. The error is a *usageError.
func listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	hint := "Richtig ist zum Beispiel --addr 127.0.0.1:8642."
	if err != nil {
		return nil, &usageError{fmt.Sprintf("„%s“ ist keine Adresse mit Port.", addr), hint}
	}
	ip, err := netip.ParseAddr(host)
	if host == "localhost" {
		ip, err = netip.MustParseAddr("127.0.0.1"), nil
	}
	ip = ip.Unmap().WithZone("") // as the listener tells its address
	if err != nil || !ip.IsLoopback() {
		return nil, &usageError{fmt.Sprintf("„%s“ ist nicht dieser Rechner: Die Vorschau ist nur hier erreichbar.", cmp.Or(host, addr)), hint}
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, &usageError{fmt.Sprintf("„%s“ ist kein Port.", port), "Ein Port ist eine Zahl bis 65535. " + hint}
	}
	listener, err := net.Listen("tcp", netip.AddrPortFrom(ip, uint16(n)).String())
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EACCES):
		return nil, &usageError{fmt.Sprintf("Den Port %d dürfen Sie nicht benutzen.", n), hint}
	case errors.Is(err, syscall.EADDRNOTAVAIL), errors.Is(err, syscall.EAFNOSUPPORT):
		return nil, &usageError{fmt.Sprintf("Die Adresse „%s“ gibt es auf diesem Rechner nicht.", ip), hint}
	}
	usage := &usageError{fmt.Sprintf("Der Port %d ist schon belegt, vielleicht von einer anderen Vorschau.", n), "Beenden Sie sie, oder nehmen Sie einen anderen Port mit --addr."}
	for next := n + 1; next < n+100 && next < 65536; next++ {
		if free, err := net.Listen("tcp", netip.AddrPortFrom(ip, uint16(next)).String()); err == nil {
			free.Close()
			usage.hint = fmt.Sprintf("Frei ist: --addr %s", free.Addr())
			break
		}
	}
	return nil, usage
}

// opener returns what opens a place in the editor that a command line names.
// The error is a *usageError. The words of the command are parted by spaces;
// "…" and '…' hold some together, the latter because shells of Windows make "…"
// within "…" hard to write.
func opener(command string) (func(file string, line int) error, error) {
	words, err := fields(command)
	if err != nil {
		return nil, err
	}
	if len(words) == 0 || !strings.Contains(command, "{file}") {
		return nil, &usageError{"Der Befehl nach --editor nennt die Datei nicht.", `Richtig ist zum Beispiel --editor "code -g {file}:{line}".`}
	}
	program, err := exec.LookPath(words[0])
	if err != nil {
		return nil, &usageError{fmt.Sprintf("Das Programm „%s“ ist nicht zu finden.", words[0]), "Nennen Sie nach --editor den ganzen Pfad, einen mit Leerzeichen in '…'."}
	}
	return func(file string, line int) error {
		if batch(program) && strings.ContainsAny(file, "\"%!&|<>^\r\n") {
			return errForShell
		}
		if strings.HasPrefix(file, "-") { // it would be an option
			file = "./" + file
		}
		file = filepath.FromSlash(file)
		args := make([]string, len(words)-1)
		for i, w := range words[1:] {
			args[i] = strings.NewReplacer("{file}", file, "{line}", strconv.Itoa(max(line, 1))).Replace(w)
		}
		return start(exec.Command(program, args...))
	}, nil
}

// batch reports whether a program is one that Windows runs in its shell, such
// as Visual Studio Code's code.cmd. The shell reads the arguments once more, and
// os/exec does not quote them for it (https://go.dev/issue/69939).
func batch(program string) bool {
	ext := strings.ToLower(filepath.Ext(program))
	return ext == ".cmd" || ext == ".bat"
}

var errForShell = errors.New("file name means something to the shell")

// fields parts a command line at spaces outside of quotation marks, double ones
// anywhere or single ones around a whole word. The error is a *usageError.
func fields(s string) ([]string, error) {
	var words []string
	word, any := "", false
	quote := rune(0) // the mark that ends what is quoted
	for _, r := range s {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\'' && !any):
			quote, any = r, true
		case r == ' ' && quote == 0:
			if any {
				words = append(words, word)
			}
			word, any = "", false
		default:
			word, any = word+string(r), true
		}
	}
	if quote != 0 {
		return nil, &usageError{"Im Befehl nach --editor fehlt ein schließendes Anführungszeichen.", `Richtig ist zum Beispiel --editor "code -g {file}:{line}".`}
	}
	if any {
		words = append(words, word)
	}
	return words, nil
}

// browse opens an address in the user's browser.
func browse(url string) error {
	switch runtime.GOOS {
	case "windows":
		return start(exec.Command("rundll32", "url.dll,FileProtocolHandler", url))
	case "darwin":
		return start(exec.Command("open", url))
	}
	return start(exec.Command("xdg-open", url))
}

// start starts a program and does not wait for its end.
func start(cmd *exec.Cmd) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	return nil
}
