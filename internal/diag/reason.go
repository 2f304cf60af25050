package diag

import (
	"errors"
	"io/fs"
)

// Reason says in German why a file or folder cannot be read. An error that has
// a method German() string has it say so; others are never shown as they are,
// for they are English.
func Reason(err error) string {
	var known interface{ German() string }
	switch {
	case errors.As(err, &known):
		return known.German()
	case errors.Is(err, fs.ErrNotExist):
		return "nicht vorhanden"
	case errors.Is(err, fs.ErrPermission):
		return "Zugriff nicht erlaubt"
	}
	return "das Betriebssystem verweigert es"
}
