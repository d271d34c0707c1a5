package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"

	"govkiosk/drivers/line"
	"govkiosk/drivers/sim"
)

// network puts a simulated printer behind a network interface until the script
// ends, and its configuration into net.toml: network NAME.
func network(ts *testscript.TestScript, _ bool, args []string) {
	port, err := sim.OpenPort(ts.MkAbs(args[0]), 115200)
	ts.Check(err)
	printer := sim.NewPrinter(port, sim.PrinterOpts{})
	serial, err := line.Open(line.Config{Port: ts.MkAbs(args[0]), Baud: 115200})
	ts.Check(err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	text := fmt.Sprintf("[printer]\nport = \"tcp://%s\"\n[control]\nsocket = %q\n", listener.Addr(), ts.MkAbs("net.sock"))
	ts.Check(os.WriteFile(ts.MkAbs("net.toml"), []byte(text), 0o600))
	var work sync.WaitGroup
	work.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			carry(c, serial)
		}
	})
	ts.Defer(func() {
		listener.Close()
		work.Wait()
		serial.Close()
		port.Close()
		printer.Close()
	})
}

// carry carries bytes both ways until the session ends.
func carry(c net.Conn, serial line.Conn) {
	ctx, stop := context.WithCancel(context.Background())
	var back sync.WaitGroup
	back.Go(func() {
		for buf := make([]byte, 256); ctx.Err() == nil; {
			n, _ := serial.Read(ctx, buf) // its end is that of ctx
			if _, err := c.Write(buf[:n]); err != nil {
				return
			}
		}
	})
	for buf := make([]byte, 256); ; {
		n, err := c.Read(buf)
		if err != nil {
			break
		}
		if _, err := serial.Write(ctx, buf[:n]); err != nil {
			break
		}
	}
	stop()
	back.Wait()
	c.Close()
}
