package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"

	"github.com/creack/pty"
	"github.com/rogpeppe/go-internal/testscript"
)

// adapter plugs a CH340 into a made-up sysfs, with a pty for its node:
// adapter SOCKET NAME.
func adapter(ts *testscript.TestScript, _ bool, args []string) {
	socket, name := args[0], args[1]
	work := ts.Getenv("WORK")
	controller := filepath.Join(work, "sys/devices/pci0000:00/0000:00:14.0")
	device := filepath.Join(controller, "usb1", socket)
	port := filepath.Join(device, socket+":1.0", name)
	tty := filepath.Join(port, "tty", name)
	for _, dir := range []string{tty, filepath.Join(work, "sys/class/tty"), filepath.Join(work, "dev")} {
		ts.Check(os.MkdirAll(dir, 0o755))
	}
	for dir, subsystem := range map[string]string{
		controller: "pci", filepath.Dir(device): "usb", device: "usb", filepath.Dir(port): "usb", port: "usb-serial",
	} {
		link := filepath.Join(dir, "subsystem")
		if _, err := os.Lstat(link); err != nil {
			ts.Check(os.Symlink("/sys/bus/"+subsystem, link))
		}
	}
	for file, text := range map[string]string{"idVendor": "1a86", "idProduct": "7523", "product": "USB Serial"} {
		ts.Check(os.WriteFile(filepath.Join(device, file), []byte(text+"\n"), 0o644))
	}
	ts.Check(os.WriteFile(filepath.Join(port, "port_number"), []byte("0\n"), 0o644))
	ts.Check(os.Symlink(port, filepath.Join(tty, "device")))
	ts.Check(os.Symlink(tty, filepath.Join(work, "sys/class/tty", name)))
	master, slave, err := pty.Open()
	ts.Check(err)
	ts.Check(os.Symlink(slave.Name(), filepath.Join(work, "dev", name)))
	slave.Close()
	ts.Defer(func() { master.Close() })
}

// held keeps a node open until the script ends: held NODE.
func held(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_RDWR, 0)
	ts.Check(err)
	ts.Defer(func() { f.Close() })
}

// healthy answers health questions with what a file says: healthy SOCKET FILE.
func healthy(ts *testscript.TestScript, _ bool, args []string) {
	listener, err := net.Listen("unix", ts.MkAbs(args[0]))
	ts.Check(err)
	path := ts.MkAbs(args[1])
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/health", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, path) })
	server := &http.Server{Handler: mux}
	done := make(chan error)
	go func() { done <- server.Serve(listener) }()
	ts.Defer(func() {
		server.Close()
		<-done
	})
}

// placed puts the script's folder into files, for paths from the root: placed
// FILE...
func placed(ts *testscript.TestScript, _ bool, args []string) {
	for _, file := range args {
		text := strings.ReplaceAll(ts.ReadFile(file), "$WORK", ts.Getenv("WORK"))
		ts.Check(os.WriteFile(ts.MkAbs(file), []byte(text), 0o644))
	}
}
