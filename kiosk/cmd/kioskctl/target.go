package main

import (
	"github.com/spf13/cobra"

	"govkiosk/config"
)

// target says which terminal is asked: by its control socket, or by the
// configuration that names it.
type target struct{ file, socket string }

func (t *target) flags(c *cobra.Command) {
	p := c.PersistentFlags()
	p.StringVar(&t.file, "config", t.file, "configuration of the terminal, which names its control socket")
	p.StringVar(&t.socket, "socket", "", "control socket of the terminal (default: the configuration's, else "+config.Default().Control.Socket+")")
}

// control is the socket.
func (t target) control() (string, error) {
	cfg, err := t.config()
	return cfg.Control.Socket, err
}

// config is the configuration, or the defaults without one, with the socket
// that was named.
func (t target) config() (config.Config, error) {
	cfg := config.Default()
	if t.file != "" {
		var err error
		if cfg, err = config.Load(t.file); err != nil {
			return cfg, err
		}
	}
	if t.socket != "" {
		cfg.Control.Socket = t.socket
	}
	return cfg, nil
}
