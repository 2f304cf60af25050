package preview

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

const host = "127.0.0.1:8642"

// opened is a place that was opened in the editor.
type opened struct {
	file string
	line int
}

// serverOf returns a server of records that says what it opens.
func serverOf(records fstest.MapFS) (*Server, *[]opened) {
	var list []opened
	s := New(Config{
		Input: input(records, ""),
		Open: func(file string, line int) error {
			list = append(list, opened{file, line})
			return nil
		},
	}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8642})
	return s, &list
}

// ask sends a request to a server; header holds pairs of names and values.
func ask(s *Server, method, target, body string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://"+host+"/", strings.NewReader(body))
	r.URL.Path, r.URL.RawQuery, _ = strings.Cut(target, "?")
	r.RequestURI, r.Host = target, host
	for i := 0; i < len(header); i += 2 {
		if header[i] == "Host" {
			r.Host = header[i+1]
		} else {
			r.Header.Set(header[i], header[i+1])
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func text(t testing.TB, answer *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestAnswers: what is served, and what is not.
func TestAnswers(t *testing.T) {
	s, _ := serverOf(records(t))
	for _, c := range []struct {
		method, target string
		status         int
		kind           string
	}{
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"HEAD", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/?ausgabe=2023-Q3", 200, "text/html; charset=utf-8"},
		{"GET", "/?ausgabe=1999-Q1", 200, "text/html; charset=utf-8"},
		{"GET", "/?ausgabe=../../../etc/passwd", 200, "text/html; charset=utf-8"},
		{"GET", "/stil.css", 200, "text/css; charset=utf-8"},
		{"GET", "/skript.js", 200, "text/javascript; charset=utf-8"},
		{"GET", "/favicon.ico", 204, ""},
		{"GET", "/entwurf.md", 200, "text/markdown; charset=utf-8"},
		{"GET", "/entwurf.md?ausgabe=1999-Q1", 409, "text/plain; charset=utf-8"},
		{"GET", "/bericht.pdf", 200, "application/pdf"},
		{"GET", "/bericht.pdf?ausgabe=1999-Q1", 409, "text/plain; charset=utf-8"},
		{"POST", "/", 405, ""},
		{"POST", "/entwurf.md", 405, ""},
		{"POST", "/bericht.pdf", 405, ""},
		{"POST", "/ereignisse", 405, ""},
		{"PUT", "/", 405, ""},
		{"DELETE", "/stil.css", 405, ""},
		{"GET", "/oeffnen", 405, ""},
		{"HEAD", "/oeffnen", 405, ""},
		{"GET", "/oeffnen/", 404, ""},
		{"GET", "/sources/haus.toml", 404, ""},
		{"GET", "/haus.toml", 404, ""},
		{"GET", "/page/page.html", 404, ""},
		{"GET", "/stil.css/", 404, ""},
		{"GET", "/debug/pprof/", 404, ""},
	} {
		answer := ask(s, c.method, c.target, "")
		if answer.StatusCode != c.status || c.kind != "" && answer.Header.Get("Content-Type") != c.kind {
			t.Errorf("%s %s: %s, %s", c.method, c.target, answer.Status, answer.Header.Get("Content-Type"))
		}
		for _, policy := range answer.Header.Values("Content-Security-Policy") {
			if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") || !strings.HasPrefix(policy, "default-src 'none'") {
				t.Errorf("%s %s: the policy is %q", c.method, c.target, policy)
			}
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s %s: %s: %q", c.method, c.target, name, got)
			}
		}
		if len(answer.Header.Values("Content-Security-Policy")) != 1 || answer.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s %s: headers %v", c.method, c.target, answer.Header)
		}
		if strings.Contains(text(t, answer), "Horionplatz 1\"") {
			t.Errorf("%s %s shows a record", c.method, c.target)
		}
	}
}

// TestPaths: no path leads beyond what is served, however it is written. They
// are sent as they are, for clients clean them.
func TestPaths(t *testing.T) {
	server, _ := serverOf(records(t))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server.hosts = append(server.hosts, listener.Addr().String())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go server.Serve(ctx, listener)
	for _, path := range []string{
		"/../../etc/passwd", "//etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", `/..\..\haus.toml`,
		"/sources/haus.toml", "/stil.css/../../haus.toml", "/./haus.toml", "/%00", "/haus.toml%00.css", "/?/../haus.toml",
	} {
		c, err := net.Dial("tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n", path, listener.Addr())
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		body := text(t, answer)
		c.Close()
		switch {
		case path == "/?/../haus.toml": // an edition of the page, nothing else
			if answer.StatusCode != 200 {
				t.Errorf("%s: %s", path, answer.Status)
			}
		case answer.StatusCode >= 300 && answer.StatusCode < 400: // the path is cleaned, and then nothing is there
			if to := answer.Header.Get("Location"); ask(server, "GET", to, "").StatusCode != 404 {
				t.Errorf("%s leads to %s", path, to)
			}
		case answer.StatusCode != 404 && answer.StatusCode != 400:
			t.Errorf("%s: %s\n%.200s", path, answer.Status, body)
		}
	}
}

// TestHosts: a name that is not this machine's is refused, for a foreign page
// may have its name lead here (DNS rebinding).
func TestHosts(t *testing.T) {
	s, _ := serverOf(records(t))
	for name, status := range map[string]int{
		host: 200, "localhost:8642": 200, "[::1]:8642": 200,
		"127.0.0.1": 421, "127.0.0.1:80": 421, "localhost": 421, "boese.example": 421, "boese.example:8642": 421,
		"127.0.0.1:8642.boese.example": 421, "127.0.0.1.nip.io:8642": 421, "0.0.0.0:8642": 421, "": 421,
	} {
		for _, target := range []string{"/", "/ereignisse?x", "/skript.js", "/nirgends"} {
			if status == 200 && target != "/" {
				continue
			}
			if got := ask(s, "GET", target, "", "Host", name).StatusCode; got != status {
				t.Errorf("Host %q, %s: %d, want %d", name, target, got, status)
			}
		}
	}
	// Browsers leave port 80 out.
	s = New(Config{Input: input(records(t), "")}, &net.TCPAddr{IP: net.IPv6loopback, Port: 80})
	for _, name := range []string{"localhost", "[::1]", "[::1]:80", "127.0.0.1"} {
		if got := ask(s, "GET", "/", "", "Host", name).StatusCode; got != 200 {
			t.Errorf("on port 80, Host %q: %d", name, got)
		}
	}
}

// TestOpen: a place is opened for a page of this server, and only one that it
// shows.
func TestOpen(t *testing.T) {
	m := records(t)
	change(t, m, benelux, "typ  =", "typ  ==")
	s, list := serverOf(m)
	page := text(t, ask(s, "GET", "/", ""))
	_, rest, _ := strings.Cut(page, `data-marke="`)
	token, _, _ := strings.Cut(rest, `"`)
	if len(token) < 20 {
		t.Fatalf("the token is %q", token)
	}
	const place = "sources/partnerschaften/benelux-union.toml:6"
	for _, c := range []struct {
		what, place string
		header      []string
		status      int
	}{
		{"a place of the page", place, []string{"X-Marke", token}, 204},
		{"with what browsers add", place, []string{"X-Marke", token, "Origin", "http://" + host, "Sec-Fetch-Site", "same-origin"}, 204},
		{"no token", place, nil, 403},
		{"a wrong token", place, []string{"X-Marke", strings.ToLower(token)}, 403},
		{"from a foreign page", place, []string{"X-Marke", token, "Origin", "https://boese.example"}, 403},
		{"from a foreign page", place, []string{"X-Marke", token, "Sec-Fetch-Site", "cross-site"}, 403},
		{"from another port", place, []string{"X-Marke", token, "Sec-Fetch-Site", "same-site"}, 403},
		{"from a file", place, []string{"X-Marke", token, "Origin", "null"}, 403},
		{"another line", "sources/partnerschaften/benelux-union.toml:7", []string{"X-Marke", token}, 422},
		{"another file", "/etc/passwd:1", []string{"X-Marke", token}, 422},
		{"a way out", "sources/../../etc/passwd:1", []string{"X-Marke", token}, 422},
		{"an option", "--help:1", []string{"X-Marke", token}, 422},
		{"a command", place + "; rm -rf x", []string{"X-Marke", token}, 422},
		{"nothing", "", []string{"X-Marke", token}, 422},
		{"too much", strings.Repeat("x", 5000), []string{"X-Marke", token}, 400},
	} {
		*list = nil
		if got := ask(s, "POST", "/oeffnen", c.place, c.header...).StatusCode; got != c.status {
			t.Errorf("%s: %d, want %d", c.what, got, c.status)
		}
		if c.status != 204 && len(*list) > 0 {
			t.Errorf("%s: %v was opened", c.what, *list)
		}
		if c.status == 204 && (len(*list) != 1 || (*list)[0] != opened{"sources/partnerschaften/benelux-union.toml", 6}) {
			t.Errorf("%s: %v was opened", c.what, *list)
		}
	}
	s.config.Open = nil
	if got := ask(s, "POST", "/oeffnen", place, "X-Marke", token).StatusCode; got != 403 {
		t.Errorf("without an editor: %d", got)
	}
}

// TestPDF: the PDF is that of the draft, is made once, and says why there is
// none.
func TestPDF(t *testing.T) {
	m := records(t)
	s, _ := serverOf(m)
	shown := ask(s, "GET", "/bericht.pdf", "")
	saved := ask(s, "GET", "/bericht.pdf?speichern=1", "")
	if got := shown.Header.Get("Content-Disposition"); got != `inline; filename="umsetzungsstand-2023-Q4.pdf"` {
		t.Errorf("shown as %s", got)
	}
	if got := saved.Header.Get("Content-Disposition"); got != `attachment; filename="umsetzungsstand-2023-Q4.pdf"` {
		t.Errorf("saved as %s", got)
	}
	one := text(t, shown)
	if !strings.HasPrefix(one, "%PDF-") || one != text(t, saved) {
		t.Error("what is shown is not what is saved")
	}
	change(t, m, benelux, sentence, rewrite)
	s.Refresh()
	if text(t, ask(s, "GET", "/bericht.pdf", "")) == one {
		t.Error("the PDF is that of an older draft")
	}
	if md := text(t, ask(s, "GET", "/entwurf.md", "")); !strings.Contains(md, "stetig") {
		t.Error("the Markdown is that of an older draft")
	}
	change(t, m, benelux, "typ  =", "typ  ==")
	s.Refresh()
	if answer := text(t, ask(s, "GET", "/bericht.pdf", "")); !strings.Contains(answer, "benelux-union.toml:6:7: Fehler: ") {
		t.Errorf("no PDF, and it says\n%s", answer)
	}
}

// TestPDFWaits: while a PDF is made pages are served and drafts made.
func TestPDFWaits(t *testing.T) {
	s, _ := serverOf(records(t))
	s.printing.Lock() // somebody makes one
	defer s.printing.Unlock()
	if status := ask(s, "GET", "/", "").StatusCode; status != 200 {
		t.Errorf("the page: %d", status)
	}
	s.Refresh()
}

// TestPDFOfNext: a PDF of records that the draft does not show yet is not taken
// for the draft's later on.
func TestPDFOfNext(t *testing.T) {
	m := records(t)
	s, _ := serverOf(m)
	one := text(t, ask(s, "GET", "/bericht.pdf", ""))
	delete(s.pdfs, "")
	change(t, m, benelux, sentence, rewrite) // and nobody has noticed so far
	if text(t, ask(s, "GET", "/bericht.pdf", "")) == one {
		t.Error("the PDF is that of older records")
	}
	change(t, m, benelux, rewrite, sentence)
	if text(t, ask(s, "GET", "/bericht.pdf", "")) != one {
		t.Error("the PDF is that of records that were changed back")
	}
}

// TestForeignPages: other pages may lead here, and get nothing else.
func TestForeignPages(t *testing.T) {
	s, _ := serverOf(records(t))
	for _, c := range []struct {
		site, mode string
		status     int
	}{
		{"", "", 200}, {"none", "navigate", 200}, {"same-origin", "cors", 200},
		{"cross-site", "navigate", 200}, {"same-site", "navigate", 200},
		{"cross-site", "no-cors", 403}, {"cross-site", "cors", 403}, {"cross-site", "", 403}, {"same-site", "no-cors", 403},
	} {
		for _, target := range []string{"/", "/bericht.pdf"} {
			if got := ask(s, "GET", target, "", "Sec-Fetch-Site", c.site, "Sec-Fetch-Mode", c.mode).StatusCode; got != c.status {
				t.Errorf("%s from %q by %q: %d, want %d", target, c.site, c.mode, got, c.status)
			}
		}
	}
}

// stream is a page that listens to a server.
type stream struct {
	versions chan string // closed at the end
	status   int
	stop     func()
}

// listen opens an event stream over HTTP.
func listen(t testing.TB, base, query string) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	r, err := http.NewRequestWithContext(ctx, "GET", base+"/ereignisse"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	st := &stream{versions: make(chan string, 10000), status: answer.StatusCode}
	var group sync.WaitGroup
	group.Go(func() {
		defer close(st.versions)
		defer answer.Body.Close()
		lines := bufio.NewScanner(answer.Body)
		for lines.Scan() {
			if version, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				st.versions <- version
			}
		}
	})
	st.stop = func() {
		cancel()
		group.Wait()
	}
	t.Cleanup(st.stop)
	return st
}

// next returns the next version that a stream tells, "" at its end.
func (st *stream) next(t testing.TB) string {
	t.Helper()
	select {
	case v := <-st.versions:
		return v
	case <-t.Context().Done():
	}
	return ""
}

// hosted returns a server on a port of its own.
func hosted(t testing.TB, s *Server) string {
	t.Helper()
	h := httptest.NewServer(s)
	t.Cleanup(h.Close)
	t.Cleanup(s.Close)
	s.hosts = append(s.hosts, strings.TrimPrefix(h.URL, "http://"))
	return h.URL
}

// listening returns how many pages listen.
func (s *Server) listening() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, list := range s.readers {
		n += len(list)
	}
	return n
}

// TestEvents: a page learns the version at once and then each that is new; of
// an edition that it does not show it learns nothing.
func TestEvents(t *testing.T) {
	m := records(t)
	s, _ := serverOf(m)
	base := hosted(t, s)
	page := listen(t, base, "")
	other := listen(t, base, "?ausgabe=2023-Q3")
	first := page.next(t)
	if first == "" || !strings.Contains(text(t, ask(s, "GET", "/", "")), `data-version="`+first+`"`) {
		t.Fatalf("the first version %q is not the page's", first)
	}
	other.next(t)
	if s.Refresh() != 0 {
		t.Error("nothing has changed, and something was told")
	}
	change(t, m, benelux, "stand   = 2023-10-31", "stand   = 2023-10-30") // of a plan that the older edition does not have
	change(t, m, benelux, `was     = "ein weiterer Benelux-Gipfel"`, `was     = "ein neuer Benelux-Gipfel"`)
	if n := s.Refresh(); n != 1 {
		t.Errorf("%d editions have changed, want 1", n)
	}
	second := page.next(t)
	if second == first || second == "" {
		t.Errorf("after %q comes %q", first, second)
	}
	if len(other.versions) > 0 {
		t.Error("a page of another edition was told")
	}

	// Who does not read learns only the last.
	slow := make(chan string, 1)
	s.mu.Lock()
	s.readers[""][slow] = true
	s.mu.Unlock()
	for i := range 5 {
		change(t, m, benelux, "Gipfel\"", fmt.Sprintf("Gipfel %d\"", i))
		change(t, m, benelux, fmt.Sprintf("Gipfel %d\"", i), "Gipfel\"")
		change(t, m, benelux, "ein neuer", "ein neuer neuer")
		s.Refresh()
	}
	last := ""
	for range 5 {
		last = page.next(t)
	}
	if got := <-slow; got != last {
		t.Errorf("who was slow learns %s, the last is %s", got, last)
	}

	// At the server's end the streams end, and no new one begins.
	s.Close()
	s.Close()
	if v, ok := <-page.versions; ok {
		t.Errorf("after the end comes %q", v)
	}
	if status := listen(t, base, "").status; status != http.StatusServiceUnavailable {
		t.Errorf("after the end a stream begins: %d", status)
	}
	until(t, "nobody listens", func() bool { return s.listening() == 0 || s.listening() == 1 }) // the slow one has no page
}

// TestManyReaders: there is a bound, and who leaves makes room.
func TestManyReaders(t *testing.T) {
	s, _ := serverOf(records(t))
	base := hosted(t, s)
	var list []*stream
	for i := range maxReaders {
		st := listen(t, base, "")
		if st.status != 200 {
			t.Fatalf("page %d: %d", i+1, st.status)
		}
		list = append(list, st)
	}
	if status := listen(t, base, "?ausgabe=2023-Q3").status; status != http.StatusServiceUnavailable {
		t.Errorf("one page too many: %d", status)
	}
	list[0].stop()
	until(t, "one has left", func() bool { return s.listening() == maxReaders-1 })
	if status := listen(t, base, "").status; status != 200 {
		t.Errorf("after one has left: %d", status)
	}
}

// TestForgets: of what nobody looks at only the last drafts of editions stay.
func TestForgets(t *testing.T) {
	s, _ := serverOf(records(t))
	ask(s, "GET", "/bericht.pdf?ausgabe=2023-Q3", "")
	for i := range maxReaders - 2 {
		s.drafts[fmt.Sprint(i)] = &Draft{Missing: true}
	}
	for i := range 5 {
		ask(s, "GET", fmt.Sprintf("/?ausgabe=x%d", i), "")
		ask(s, "GET", fmt.Sprintf("/bericht.pdf?ausgabe=x%d", i), "")
	}
	if len(s.drafts) != maxReaders || len(s.pdfs) > maxReaders {
		t.Errorf("%d drafts and %d PDF are kept", len(s.drafts), len(s.pdfs))
	}
	s.Refresh()
	if len(s.drafts) != 1 || len(s.pdfs) > 0 || s.drafts["2023-Q3"] == nil {
		t.Errorf("%d drafts and %d PDF are kept that nobody looks at", len(s.drafts), len(s.pdfs))
	}
}

// TestUnseen: a record that was broken while nobody looked leaves the last good
// draft, and mended it is shown as it is then.
func TestUnseen(t *testing.T) {
	m := records(t)
	s, _ := serverOf(m)
	page := func() *node { return parse(t, []byte(text(t, ask(s, "GET", "/", "")))) }
	good := page().byID("entwurf").words()
	change(t, m, benelux, "typ  =", "typ  ==")
	for range 2 {
		s.Refresh()
		if p := page(); p.byID("entwurf").words() != good || p.byID("stoerung").has("hidden") {
			t.Errorf("the page of a broken record: %.300s", p.words())
		}
	}
	change(t, m, benelux, "typ  ==", "typ  =")
	change(t, m, benelux, sentence, rewrite)
	s.Refresh()
	if p := page(); !strings.Contains(p.byID("entwurf").words(), rewrite) || !p.byID("stoerung").has("hidden") {
		t.Errorf("the page of a mended record: %.300s", p.words())
	}
}
