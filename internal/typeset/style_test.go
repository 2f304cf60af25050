package typeset

import (
	"reflect"
	"testing"

	"umsetzungsstand/internal/font"
)

// TestRoom: Room knows every format, and the house's family has room.
func TestRoom(t *testing.T) {
	style := DefaultStyle()
	above, below := font.Liberation.Reach()
	if got := style.Room(); got != 1172 || above+below > got {
		t.Errorf("room %d, the house's family needs %d", got, above+below)
	}
	formats := 0
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		if f, ok := v.Addr().Interface().(*Format); ok {
			formats++
			before := *f
			f.Leading = f.Size / 2
			if got := style.Room(); got != 500 {
				t.Errorf("a format of %d is forgotten: room %d", f.Size, got)
			}
			*f = before
			return
		}
		for i := range v.NumField() {
			if v.Field(i).Kind() == reflect.Struct {
				walk(v.Field(i))
			}
		}
	}
	walk(reflect.ValueOf(style).Elem())
	if formats < 15 {
		t.Errorf("only %d formats found", formats)
	}
}
