package main

import (
	"sync"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// birth is when a program's window came to be, as the X server tells it.
type birth struct{ created, mapped time.Duration } // since exec

// midwife watches the top windows of a display.
type midwife struct {
	mu      sync.Mutex
	created map[xproto.Window]time.Time
	last    xproto.Window // that was mapped
	mapped  time.Time
}

// attend begins to watch; it ends with the connection.
func attend(conn *xgb.Conn, root xproto.Window) (*midwife, error) {
	err := xproto.ChangeWindowAttributesChecked(conn, root, xproto.CwEventMask, []uint32{xproto.EventMaskSubstructureNotify}).Check()
	m := &midwife{created: map[xproto.Window]time.Time{}}
	go func() {
		for {
			event, err := conn.WaitForEvent()
			if event == nil && err == nil {
				return
			}
			m.note(event)
		}
	}()
	return m, err
}

func (m *midwife) note(event xgb.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch e := event.(type) {
	case xproto.CreateNotifyEvent:
		m.created[e.Window] = time.Now()
	case xproto.MapNotifyEvent:
		m.last, m.mapped = e.Window, time.Now()
	}
}

// since tells of the window that was mapped last.
func (m *midwife) since(exec time.Time) birth {
	m.mu.Lock()
	defer m.mu.Unlock()
	return birth{m.created[m.last].Sub(exec), m.mapped.Sub(exec)}
}
