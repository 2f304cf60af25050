package preview

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

// Config says what a server shows and how.
type Config struct {
	Input build.Input // Edition is the one to begin with; "" for the newest

	// Open opens a place of the records in the editor, for a click on a
	// passage; nil where none was named. It must not wait for the editor's end.
	Open func(file string, line int) error
}

// Server shows the drafts of all editions. It keeps up to date one draft of each
// edition that somebody looks at, and of others the last that was. Make it with
// [New]; it is an http.Handler for a listener on loopback.
type Server struct {
	config Config
	token  string // pages show it to open a place, and tell by it that another server has taken over
	mux    *http.ServeMux
	guard  http.CrossOriginProtection

	printing sync.Mutex // held while a PDF is made, which takes long; before mu

	mu      sync.Mutex // held while drafts are made
	drafts  map[string]*Draft
	stale   map[string]bool // drafts that records may have overtaken, for nobody looked
	pdfs    map[string]pdfOf
	readers map[string]map[chan string]bool // of events, by edition as asked for
	hosts   []string
	quiet   chan struct{} // closed when the server ends
	closed  bool
}

type pdfOf struct {
	version  string
	data     []byte
	findings diag.List
}

// maxReaders bounds the pages that listen at the same time.
const maxReaders = 200

// New returns a server. It answers only to the hosts of the listener's address.
func New(config Config, addr net.Addr) *Server {
	config.Input.Cache = new(record.Cache)
	s := &Server{
		config: config, token: rand.Text(), mux: http.NewServeMux(), quiet: make(chan struct{}),
		drafts: map[string]*Draft{}, stale: map[string]bool{}, pdfs: map[string]pdfOf{}, readers: map[string]map[chan string]bool{},
	}
	own, port, _ := net.SplitHostPort(addr.String())
	for _, host := range []string{"127.0.0.1", "localhost", "::1", own} {
		s.hosts = append(s.hosts, net.JoinHostPort(host, port))
		if port == "80" { // browsers leave it out
			s.hosts = append(s.hosts, strings.TrimSuffix(net.JoinHostPort(host, ""), ":"))
		}
	}
	s.mux.HandleFunc("GET /{$}", s.servePage)
	s.mux.HandleFunc("GET /stil.css", serveAsset("text/css; charset=utf-8", style))
	s.mux.HandleFunc("GET /skript.js", serveAsset("text/javascript; charset=utf-8", script))
	s.mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }) // asked for with a PDF
	s.mux.HandleFunc("GET /entwurf.md", s.serveMarkdown)
	s.mux.HandleFunc("GET /bericht.pdf", s.servePDF)
	s.mux.HandleFunc("GET /ereignisse", s.serveEvents)
	s.mux.HandleFunc("POST /oeffnen", s.serveOpen)
	return s
}

// policy allows what the page is made of and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ServeHTTP refuses what does not come from a page of this server: a foreign
// name for it (DNS rebinding) or a foreign page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cache-Control", "no-store")
	if !slices.Contains(s.hosts, r.Host) {
		http.Error(w, "Diese Adresse gehört nicht zur Vorschau.", http.StatusMisdirectedRequest)
		return
	}
	site := r.Header.Get("Sec-Fetch-Site")
	foreign := (site == "cross-site" || site == "same-site") && r.Header.Get("Sec-Fetch-Mode") != "navigate" // links may lead here
	if foreign || s.guard.Check(r) != nil {
		http.Error(w, "Diese Anfrage kommt nicht aus der Vorschau.", http.StatusForbidden)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// draft returns the draft of an edition as a page asks for it, "" for the one
// that the server began with.
func (s *Server) draft(name string) *Draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.draftLocked(name)
}

// draftLocked is draft for who holds the lock.
func (s *Server) draftLocked(name string) *Draft {
	d := s.drafts[name]
	if d == nil || s.stale[name] {
		d = Make(s.input(name), d)
		delete(s.stale, name)
		if s.drafts[name] != nil || len(s.drafts) < maxReaders { // names of no edition go with the next Refresh
			s.drafts[name] = d
		}
	}
	return d
}

// input returns what the draft of an edition is made of.
func (s *Server) input(name string) build.Input {
	in := s.config.Input
	if name != "" {
		in.Edition = name
	}
	return in
}

// Refresh makes the drafts that somebody looks at again and tells the pages of
// those that have changed. It returns how many have.
func (s *Server) Refresh() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := 0
	for name, last := range s.drafts {
		if len(s.readers[name]) == 0 {
			// A page does not listen while the editor's window covers it. Shown
			// again it finds the last good draft, should a record be broken by then.
			if s.stale[name] = true; last.Missing {
				delete(s.drafts, name)
				delete(s.stale, name)
			}
			delete(s.pdfs, name)
			continue
		}
		d := Make(s.input(name), last)
		s.drafts[name] = d
		if d.version == last.version {
			continue
		}
		changed++
		for reader := range s.readers[name] {
			tell(reader, s.version(d))
		}
	}
	return changed
}

// version returns the version of a draft as this server tells it. Of another
// server's it knows nothing: a page then asks for the new token.
func (s *Server) version(d *Draft) string { return d.version + "-" + s.token[:6] }

// tell leaves a version for a reader, in place of one that it has not read yet.
func tell(reader chan string, version string) {
	select {
	case <-reader:
	default:
	}
	reader <- version // it has room for one, and only we write
}

// Close ends the events, so that a shutdown need not wait for them.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closed {
		s.closed = true
		close(s.quiet)
	}
}

func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("ausgabe")
	d := s.draft(name)
	p := d.page()
	p.Asked, p.Version, p.Editor, p.Token = name, s.version(d), s.config.Open != nil, s.token
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Write(p.execute())
}

func serveAsset(kind, text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "max-age=31536000, immutable") // its address names its version
		io.WriteString(w, text)
	}
}

func (s *Server) serveMarkdown(w http.ResponseWriter, r *http.Request) {
	d := s.draft(r.FormValue("ausgabe"))
	if d.Markdown == nil {
		http.Error(w, "Es gibt noch keinen Entwurf.", http.StatusConflict)
		return
	}
	w.Header().Set("Content-Type", "text/markdown; charset=utf-8")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "umsetzungsstand-"+d.Name+".md"))
	w.Write(d.Markdown)
}

// pdf makes the PDF of an edition, unless it is there.
func (s *Server) pdf(name string) (*Draft, pdfOf) {
	s.printing.Lock()
	defer s.printing.Unlock()
	d := s.draft(name)
	s.mu.Lock()
	made, ok := s.pdfs[name]
	s.mu.Unlock()
	if ok && made.version == d.version {
		return d, made
	}
	in := s.input(name)
	in.Cache = nil // it belongs to who holds mu
	result, findings := build.Generate(in)
	made = pdfOf{d.version, result.PDF, findings}
	if bytes.Equal(result.Markdown, d.Markdown) { // or else the records have changed since the draft was made
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.drafts[name] != nil { // they go together
			s.pdfs[name] = made
		}
	}
	return d, made
}

// servePDF makes the PDF when somebody wants to see it.
func (s *Server) servePDF(w http.ResponseWriter, r *http.Request) {
	d, made := s.pdf(r.FormValue("ausgabe"))
	if made.data == nil {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, "Das PDF lässt sich noch nicht erzeugen:\n\n%s\n", made.findings)
		return
	}
	w.Header().Set("Content-Type", "application/pdf")
	disposition := "inline"
	if r.FormValue("speichern") != "" {
		disposition = "attachment"
	}
	w.Header().Set("Content-Disposition", fmt.Sprintf("%s; filename=%q", disposition, "umsetzungsstand-"+d.Name+".pdf"))
	w.Write(made.data)
}

// serveEvents tells a page of new versions of its draft (server-sent events).
// The first comes at once, so that a page that was cut off learns what it has
// missed.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("ausgabe")
	reader := make(chan string, 1)
	s.mu.Lock()
	total := 0
	for _, list := range s.readers {
		total += len(list)
	}
	if total >= maxReaders || s.closed {
		s.mu.Unlock()
		http.Error(w, "Es sind zu viele Seiten offen.", http.StatusServiceUnavailable)
		return
	}
	d := s.draftLocked(name)
	s.drafts[name] = d
	if s.readers[name] == nil {
		s.readers[name] = map[chan string]bool{}
	}
	s.readers[name][reader] = true
	tell(reader, s.version(d))
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if delete(s.readers[name], reader); len(s.readers[name]) == 0 {
			delete(s.readers, name)
		}
	}()

	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	beat := time.NewTicker(15 * time.Second)
	defer beat.Stop()
	fmt.Fprint(w, "retry: 500\n\n")
	for {
		if out.Flush() != nil {
			return
		}
		select {
		case version := <-reader:
			fmt.Fprintf(w, "event: stand\ndata: %s\n\n", version)
		case <-beat.C:
			fmt.Fprint(w, ": noch da\n\n")
		case <-r.Context().Done():
			return
		case <-s.quiet:
			return
		}
	}
}

// serveOpen opens a place in the editor. Only a page of this server knows the
// token, and only places that a page shows are opened.
func (s *Server) serveOpen(w http.ResponseWriter, r *http.Request) {
	if s.config.Open == nil || r.Header.Get("X-Marke") != s.token {
		http.Error(w, "Das ist hier nicht vorgesehen.", http.StatusForbidden)
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 4096))
	if err != nil {
		http.Error(w, "Die Angabe ist zu lang.", http.StatusBadRequest)
		return
	}
	place := string(data)
	s.mu.Lock()
	known := false
	for _, d := range s.drafts {
		known = known || d.Knows(place)
	}
	s.mu.Unlock()
	file, line := split(place)
	if !known || s.config.Open(file, line) != nil {
		http.Error(w, "Die Stelle ließ sich nicht öffnen.", http.StatusUnprocessableEntity)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Serve serves until the context ends, and then ends what is under way.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	// A ReadTimeout would end the events.
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.Close()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	if server.Shutdown(end) != nil { // somebody reads too slowly, or has connected and asks for nothing
		server.Close()
	}
	<-done
	return nil
}
