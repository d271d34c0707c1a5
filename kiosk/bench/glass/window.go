package glass

import (
	"bytes"

	"github.com/jezek/xgb/xproto"
)

// find walks the windows below w and returns the first visible one whose
// WM_CLASS (ICCCM 4.1.2.5: instance, NUL, class, NUL) names e.class, or 0. A
// window manager may have put frames around it. Windows that vanish on the
// way are passed over.
func (e *Eye) find(w xproto.Window) (xproto.Window, error) {
	tree, err := xproto.QueryTree(e.conn, w).Reply()
	if err != nil {
		return 0, nil
	}
	for _, child := range tree.Children {
		if e.isClass(child) && e.visible(child) {
			return child, nil
		}
		if found, err := e.find(child); found != 0 || err != nil {
			return found, err
		}
	}
	return 0, nil
}

func (e *Eye) isClass(w xproto.Window) bool {
	const longs = 64
	reply, err := xproto.GetProperty(e.conn, false, w, xproto.AtomWmClass, xproto.AtomString, 0, longs).Reply()
	if err != nil {
		return false
	}
	for _, name := range bytes.Split(reply.Value, []byte{0}) {
		if string(name) == e.class {
			return true
		}
	}
	return false
}

func (e *Eye) visible(w xproto.Window) bool {
	reply, err := xproto.GetWindowAttributes(e.conn, w).Reply()
	return err == nil && reply.MapState == xproto.MapStateViewable
}
