package preview

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"
)

//go:embed page
var files embed.FS

var (
	pageTemplate = template.Must(template.ParseFS(files, "page/page.html"))
	style        = mustRead("page/stil.css")
	script       = mustRead("page/skript.js")
	assetVersion = fmt.Sprintf("%x", sha256.Sum256([]byte(style+script)))[:8]
)

func mustRead(name string) string {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// page is the data of page.html.
type page struct {
	Name, Title, AsOf, Before, Version string
	Word, State                        string // what it is: „Entwurf“; and more about that
	Parts                              []part
	Contents                           []heading
	Faults                             []finding
	Missing                            bool
	Groups                             []group
	Coverage                           coverage
	Counts                             string
	Others                             []other
	Asked                              string // the edition as it was asked for
	Editor                             bool
	Token                              string // what a request that opens the editor has to show

	Frozen       bool // a single file that needs no server
	Style        template.CSS
	Script       template.JS
	Policy       string
	AssetVersion string
}

// page makes the data of the page.
func (d *Draft) page() *page {
	p := &page{
		Name: d.Name, Title: d.title, AsOf: d.AsOf, Before: d.Before, Version: d.version,
		Parts: d.parts, Contents: d.contents, Missing: d.Missing, Groups: d.groups, Coverage: d.coverage, Counts: d.counts,
		Others: d.others, AssetVersion: assetVersion,
	}
	p.Word, p.State = "Entwurf", d.state
	if d.released {
		p.Word = "Bericht"
	}
	for _, f := range d.Faults {
		p.Faults = append(p.Faults, shown(f))
	}
	return p
}

// HTML returns the page as a single file that needs no server and asks none for
// anything: for those who will not run one.
func (d *Draft) HTML() []byte {
	p := d.page()
	p.Frozen = true
	p.Groups = slices.Clone(p.Groups)
	for i := range p.Groups {
		p.Groups[i].Open = true // they are its appendix
	}
	p.Style, p.Script = template.CSS(style), template.JS(script)
	sum := func(s string) string {
		hash := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(hash[:]) + "'"
	}
	p.Policy = "default-src 'none'; style-src " + sum(style) + "; script-src " + sum(script) + "; base-uri 'none'; form-action 'none'"
	return p.execute()
}

func (p *page) execute() []byte {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil {
		panic(fmt.Sprintf("preview: %v", err)) // the template is ours
	}
	return b.Bytes()
}
