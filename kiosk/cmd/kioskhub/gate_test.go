package main

import (
	"io"
	"net"
	"sync/atomic"
	"testing"
)

// gate is the way of hints, on which they can be lost.
type gate struct {
	net.Listener
	to   atomic.Value // address
	lose atomic.Bool
}

func newGate(t *testing.T) *gate {
	g := &gate{Listener: must(net.Listen("tcp", "127.0.0.1:0"))}
	t.Cleanup(func() { _ = g.Close() })
	go func() {
		for {
			near, err := g.Accept()
			if err != nil {
				return
			}
			go g.pass(near)
		}
	}()
	return g
}

// pass carries one connection; what goes to the terminal while hints are lost
// is, and the connection with it.
func (g *gate) pass(near net.Conn) {
	defer near.Close()
	far, err := net.Dial("tcp", g.to.Load().(string))
	if err != nil {
		return
	}
	defer far.Close()
	go func() { _, _ = io.Copy(far, near); far.Close() }()
	part := make([]byte, 4096)
	for {
		n, err := far.Read(part)
		if err != nil || g.lose.Load() {
			return
		}
		if _, err := near.Write(part[:n]); err != nil {
			return
		}
	}
}
