package bench

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"govkiosk/kiosk/bench/district"
	"govkiosk/kiosk/hall"
)

// openDistrict serves the district's API on a port of its own. The seed stands for what the district has seen so far; it is the
// same in every run, so that two people see the same queues.
func (b *Bench) openDistrict() error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("bench: district's API: %w", err)
	}
	b.apiURL = "http://" + listener.Addr().String()
	if err := b.makeDistrict(); err != nil {
		return errors.Join(err, listener.Close())
	}
	server := &http.Server{Handler: b.district.Handler(), ReadHeaderTimeout: 5 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	b.onClose(func() error {
		err := server.Close()
		<-served // always http.ErrServerClosed by now
		return err
	})
	return nil
}

func (b *Bench) makeDistrict() error {
	dir, err := b.dir.folder("district")
	if err != nil {
		return err
	}
	if b.district, err = district.New(district.Options{Dir: dir, BaseURL: b.apiURL, Seed: 1, AlwaysOpen: true}); err != nil {
		return err
	}
	b.onClose(b.district.Close)
	if err := b.playPeople(); err != nil {
		return err
	}
	b.hall, err = hall.New(hall.Options{BaseURL: b.apiURL, Terminal: terminalID,
		ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second, Attempts: 1})
	return err
}
