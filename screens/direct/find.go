package direct

import (
	"encoding/binary"
	"errors"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// ErrNoWindow says that this process shows no window now.
var ErrNoWindow = errors.New("the window is not there yet")

// find walks the windows below root and returns the visible one of a process,
// by _NET_WM_PID. A window manager may have put frames around it.
func find(conn *xgb.Conn, root xproto.Window, pid uint32) (xproto.Window, error) {
	const name = "_NET_WM_PID"
	atom, err := xproto.InternAtom(conn, true, uint16(len(name)), name).Reply()
	if err != nil {
		return 0, err
	}
	if id := below(conn, root, atom.Atom, pid); id != 0 {
		return id, nil
	}
	return 0, ErrNoWindow
}

func below(conn *xgb.Conn, w xproto.Window, atom xproto.Atom, pid uint32) xproto.Window {
	tree, err := xproto.QueryTree(conn, w).Reply()
	if err != nil {
		return 0 // it vanished on the way
	}
	for _, child := range tree.Children {
		if owner(conn, child, atom) == pid && visible(conn, child) {
			return child
		}
		if found := below(conn, child, atom, pid); found != 0 {
			return found
		}
	}
	return 0
}

func owner(conn *xgb.Conn, w xproto.Window, atom xproto.Atom) uint32 {
	p, err := xproto.GetProperty(conn, false, w, atom, xproto.AtomCardinal, 0, 1).Reply()
	if err != nil || len(p.Value) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(p.Value)
}

func visible(conn *xgb.Conn, w xproto.Window) bool {
	a, err := xproto.GetWindowAttributes(conn, w).Reply()
	return err == nil && a.MapState == xproto.MapStateViewable
}
