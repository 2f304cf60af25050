package archive

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// manifest holds the checksums of files by path in the bag, in hexadecimal
// small letters (RFC 8493, 2.1.3).
type manifest map[string]string

// format writes a manifest as sha256sum and sha512sum write and read theirs.
func (m manifest) format() []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fmt.Fprintf(&b, "%s  %s\n", m[name], encodePath(name))
	}
	return b.Bytes()
}

// Line ends and the percent sign itself are encoded in paths, and nothing else
// (2.1.3).
var (
	pathEncoder = strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D")
	pathDecoder = strings.NewReplacer("%25", "%", "%0A", "\n", "%0a", "\n", "%0D", "\r", "%0d", "\r")
)

func encodePath(name string) string { return pathEncoder.Replace(name) }
func decodePath(name string) string { return pathDecoder.Replace(name) }

// parseManifest reads a manifest of checksums that are size bytes long, of the
// payload or of tag files.
func parseManifest(data []byte, size int, payload bool) (manifest, []lineFault) {
	m := manifest{}
	var faults []lineFault
	if !utf8.Valid(data) {
		return m, []lineFault{{0, "Das Verzeichnis ist nicht in UTF-8 geschrieben."}}
	}
	for i, line := range lines(data) {
		fault := ""
		sum, name, _ := strings.Cut(line, " ")
		sum = strings.ToLower(sum) // the case is free (2.1.3)
		name = decodePath(strings.TrimLeft(name, " \t"))
		raw, err := hex.DecodeString(sum)
		_, twice := m[name]
		switch {
		case err != nil || len(raw) != size || name == "":
			fault = "Die Zeile nennt keine Prüfsumme mit einer Datei."
		case !inBag(name):
			fault = "Die Zeile nennt etwas außerhalb des Pakets."
		case payload != strings.HasPrefix(name, payloadFolder+"/"):
			fault = "Die Zeile nennt eine Datei, die in dieses Verzeichnis nicht gehört."
		case !payload && strings.HasPrefix(name, "tagmanifest-"):
			fault = "Ein Verzeichnis dieser Art nennt keines seiner Art (RFC 8493, 2.2.1)."
		case twice:
			fault = "Die Datei steht schon weiter oben in diesem Verzeichnis."
		}
		if fault == "" {
			m[name] = sum
			continue
		}
		if faults = append(faults, lineFault{i + 1, fault}); len(faults) == mostFaults {
			break
		}
	}
	return m, faults
}

// inBag reports whether a path cannot lead out of the bag, on any system
// (RFC 8493, 5.1): it is relative, has no "..", home folder, drive or backslash.
func inBag(name string) bool {
	return fs.ValidPath(name) && name != "." && name[0] != '~' && !strings.ContainsAny(name, `\:`)
}
