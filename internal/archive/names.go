package archive

import (
	"io/fs"
	"slices"
	"strings"
)

// validName reports whether a path in a bag is one that every system can keep
// and every tool can read (RFC 8493, 6.1): ASCII letters, digits and "._-", no
// part hidden, none that Windows reserves.
func validName(name string) bool {
	if !fs.ValidPath(name) || name == "." || len(name) > maxName {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.ContainsFunc(part, func(r rune) bool { return !nameRune(r) }) ||
			strings.ContainsRune(".-", rune(part[0])) || strings.HasSuffix(part, ".") {
			return false
		}
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		if slices.Contains(reserved, stem) {
			return false
		}
	}
	return true
}

func nameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r)
}

// reserved are the names of devices on Windows, whatever their ending:
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
var reserved = []string{"con", "prn", "aux", "nul",
	"com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// collisions returns the paths that some systems cannot tell from one that
// stands before them in the list, by differing only in capitals. The folders
// on the way to a file count as well.
func collisions(paths []string) []string {
	seen := map[string]string{}
	var list []string
	for _, p := range paths {
		for i := 0; i <= len(p); i++ {
			if i < len(p) && p[i] != '/' {
				continue
			}
			key := strings.ToLower(p[:i])
			if first, ok := seen[key]; ok && first != p[:i] {
				list = append(list, p[:i])
			} else {
				seen[key] = p[:i]
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
