package preview

import (
	"net"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// heap returns how much memory is in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestManySaves: 200 saves in a row, with 20 pages that listen and a browser's:
// all come to the same version, and all that was begun ends.
func TestManySaves(t *testing.T) {
	s := start(t, folder(t), "")
	goroutines := runtime.NumGoroutine()
	base := "http://" + s.addr
	p := open(t, base+"/", 1400, 1000)
	var pages []*stream
	for range 20 {
		pages = append(pages, listen(t, base, ""))
	}
	for i := range 200 {
		if i%2 == 0 {
			save(t, s.dir, benelux, sentence, rewrite)
		} else {
			save(t, s.dir, benelux, rewrite, sentence)
		}
	}
	save(t, s.dir, benelux, sentence, rewrite)
	p.await(`document.getElementById("entwurf").textContent.includes("stetig in Arbeitsgruppen")`)
	last := eval[string](p, `document.body.dataset.version`)
	most := 0
	for _, page := range pages {
		n := 0
		for page.next(t) != last {
			n++
		}
		most = max(most, n+1)
		page.stop()
	}
	t.Logf("at most %d versions were told for 201 saves", most)
	if most > 100 {
		t.Errorf("%d versions were told for 201 saves", most)
	}
	p.quiet(s.addr)
	p.close()
	until(t, "nobody listens", func() bool { return s.listening() == 0 })
	until(t, "no more goroutines than before", func() bool { return runtime.NumGoroutine() <= goroutines+20 }) // Chromium's own
}

// TestManyUpdates: a page that stays open for a thousand updates costs no more
// than one that was just opened.
func TestManyUpdates(t *testing.T) {
	s := New(Config{Input: input(nil, "")}, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8642})
	m := records(t)
	for name := range m { // one agreement is enough, and quick
		if strings.HasPrefix(name, "gruppen/") || strings.HasPrefix(name, "partnerschaften/") && name != benelux {
			delete(m, name)
		}
	}
	s.config.Input.Sources.FS = m
	// Somebody types: of ten states one is without a fault.
	var texts [20]*fstest.MapFile
	for i := range texts {
		data := m[benelux].Data
		if i >= 10 {
			data = replaced(t, data, sentence, rewrite)
		}
		if n := i % 10; n > 0 {
			data = replaced(t, data, "typ  =", strings.Repeat("\n", n)+"typ ==")
		}
		texts[i] = &fstest.MapFile{Data: data}
	}
	base := hosted(t, s)
	page := listen(t, base, "")
	page.next(t)
	refresh := func(n int) {
		for i := range n {
			m[benelux] = texts[(i+1)%len(texts)]
			if s.Refresh() != 1 {
				t.Fatal("an update was not told")
			}
			page.next(t)
		}
	}
	refresh(20) // what is kept for good is there
	goroutines, memory := runtime.NumGoroutine(), heap()
	begin := time.Now()
	refresh(1000)
	t.Logf("an update takes %v", time.Since(begin)/1000)
	if n := runtime.NumGoroutine(); n > goroutines {
		t.Errorf("%d goroutines, %d before", n, goroutines)
	}
	const bound = 1 << 20
	if now := heap(); now > memory+bound {
		t.Errorf("%d bytes in use, %d before", now, memory)
	} else {
		t.Logf("%+d bytes after 1000 updates", int64(now)-int64(memory))
	}
}
