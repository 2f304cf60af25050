package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"umsetzungsstand/internal/pdf/pdftest"
)

// patience is how long a test waits for what has to come: far longer than it
// takes, for a machine may be slow.
const patience = 60 * time.Second

// station is a running preview of a folder.
type station struct {
	*Server
	dir, addr string
	stop      func() // ends it; may be called more than once
}

// start starts a preview of a folder on an address, "" for a free one.
func start(t testing.TB, dir, addr string) *station {
	t.Helper()
	if addr == "" {
		addr = "127.0.0.1:0"
	}
	var listener net.Listener
	until(t, "the address is free", func() bool { // just after another server on it has ended it may not be
		var err error
		listener, err = net.Listen("tcp", addr)
		return err == nil
	})
	in := input(os.DirFS(dir), "")
	s := &station{Server: New(Config{Input: in}, listener.Addr()), dir: dir, addr: listener.Addr().String()}
	ctx, cancel := context.WithCancel(context.Background())
	var group sync.WaitGroup
	group.Go(func() {
		if err := s.Serve(ctx, listener); err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	group.Go(func() { Watch(ctx, []Folder{{Path: dir, FS: in.Sources.FS}}, func() { s.Refresh() }) })
	s.stop = func() {
		cancel()
		group.Wait()
	}
	t.Cleanup(s.stop)
	return s
}

// until waits for a condition.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// tab is a page of a real browser.
type tab struct {
	t     testing.TB
	ctx   context.Context
	close func()

	mu    sync.Mutex
	loud  []string // what the page has complained about
	asked []string // addresses that it has asked for
}

var browser struct {
	sync.Mutex
	ctx context.Context
	end func()
}

func TestMain(m *testing.M) {
	status := m.Run()
	if browser.end != nil {
		browser.end()
	}
	os.Exit(status)
}

// open opens a page in a tab of its own, as large as is said.
func open(t testing.TB, address string, width, height int64) *tab {
	t.Helper()
	path := pdftest.Tool(t, "chromium", "chromium-browser", "google-chrome")
	browser.Lock()
	if browser.ctx == nil {
		dir, err := os.MkdirTemp("", "vorschau-*")
		if err != nil {
			t.Fatal(err)
		}
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.UserDataDir(dir), chromedp.WSURLReadTimeout(patience))
		ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, cancel := chromedp.NewContext(ctx)
		if err := chromedp.Do(ctx); err != nil {
			t.Fatalf("Chromium does not start: %v", err)
		}
		browser.ctx, browser.end = ctx, func() {
			chromedp.Cancel(ctx)
			cancel()
			stop()
			os.RemoveAll(dir)
		}
	}
	browser.Unlock()
	ctx, cancel := chromedp.NewContext(browser.ctx)
	p := &tab{t: t, ctx: ctx, close: sync.OnceFunc(func() {
		chromedp.Cancel(ctx)
		cancel()
	})}
	t.Cleanup(p.close)
	if err := chromedp.Listen(ctx, p.hear); err != nil {
		t.Fatal(err)
	}
	p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		return err
	}), chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
	return p
}

// hear notes what the page complains about and asks for.
func (p *tab) hear(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		p.loud = append(p.loud, fmt.Sprintf("console.%s", e.Type))
	case *runtime.EventExceptionThrown:
		p.loud = append(p.loud, e.ExceptionDetails.Text+" "+e.ExceptionDetails.Exception.Description)
	case *log.EventEntryAdded:
		p.loud = append(p.loud, fmt.Sprintf("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL))
	case *network.EventRequestWillBeSent:
		p.asked = append(p.asked, e.Request.URL)
	}
}

// quiet checks that the page has complained about nothing, and has asked for
// nothing anywhere but at the host ("" for a file).
func (p *tab) quiet(host string) {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, text := range p.loud {
		p.t.Errorf("the page complains: %s", text)
	}
	for _, address := range p.asked {
		u, err := url.Parse(address)
		if err != nil || u.Host != host && u.Scheme != "data" {
			p.t.Errorf("the page asks for %s", address)
		}
	}
	if len(p.asked) == 0 {
		p.t.Error("no request was heard at all")
	}
}

// forgive drops complaints that hold a text: those that a test brings about.
func (p *tab) forgive(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.loud = slices.DeleteFunc(p.loud, func(s string) bool { return strings.Contains(s, text) })
}

func (p *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatal(err)
	}
}

// eval returns the value of an expression of JavaScript.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// await waits until an expression of JavaScript is true.
func (p *tab) await(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for {
		value, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		if value {
			return
		}
		if errors.Is(err, context.DeadlineExceeded) || ctx.Err() != nil {
			p.t.Fatalf("waited in vain for %s\nthe page says %q, its text begins\n%.600s", expression,
				eval[string](p, `document.getElementById("meldung")?.textContent ?? ""`), eval[string](p, `document.body.innerText`))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// keep writes a picture or print where -artifacts says.
func keep(t testing.TB, name string, data []byte) {
	t.Helper()
	file := filepath.Join(t.(interface{ ArtifactDir() string }).ArtifactDir(), name)
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
