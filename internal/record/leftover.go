package record

import (
	"io/fs"
	"regexp"

	"umsetzungsstand/internal/diag"
)

// What programs put beside the files that they work on, by its name; the group
// is the name of the file. Locks and drafts say nothing about the file, and go
// unread whatever else is there. Backups and copies do where the file is there:
// without it they may hold the only text that is left.
var (
	locks   = regexp.MustCompile(`^(?:~\$(.+)|#(.+)#|\.#(.+))$`)
	backups = regexp.MustCompile(`^(.+\.toml)(?:~|\.(?i:bak|orig|old|alt|tmp|swp|save|sik))$`)
	copies  = regexp.MustCompile(`^(?:Kopie von |Copy of )(.+\.toml)$|^(.+?)(?: - (?:Kopie|Copy))?(?: ?\(\d+\))?\.toml$`)
)

// leftover reports a file that a program or the Explorer has put beside another
// one of the folder, and whether it was such a file.
func (l *loader) leftover(dir string, e fs.DirEntry, beside map[string]int) bool {
	name := e.Name()
	pos := diag.Pos{File: name}
	if dir != "" {
		pos.File = dir + "/" + name
	}
	const hint = "Sie brauchen nichts zu tun."
	switch original := ""; {
	case e.IsDir():
		return false
	case locks.MatchString(name):
		report(&l.out, pos, CodeStray, hint, "Diese Datei hat ein Programm angelegt, das gerade eine andere bearbeitet; sie wird nicht gelesen.")
	case backups.MatchString(name):
		if original = backups.FindStringSubmatch(name)[1]; beside[folded(original)] == 0 {
			return false
		}
		report(&l.out, pos, CodeStray, hint, "Diese Datei ist eine Sicherung von %s und wird nicht gelesen.", diag.Quote(original))
	case copies.MatchString(name):
		m := copies.FindStringSubmatch(name)
		if original = m[1]; original == "" {
			original = m[2] + ".toml"
		}
		if original == name || beside[folded(original)] == 0 {
			return false
		}
		report(&l.out, pos, CodeStray, "Soll sie gelesen werden, geben Sie ihr einen eigenen Namen; sonst brauchen Sie nichts zu tun.",
			"Diese Datei heißt wie eine Kopie von %s und wird nicht gelesen.", diag.Quote(original))
	default:
		return false
	}
	return true
}
