package kiosk

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/slip"
)

// certificate looks at the terminal's own.
func (w *machineWatch) certificate() finding {
	path := w.cfg.API.Gateway.ClientCert
	if path == "" {
		return finding{}
	}
	data, err := os.ReadFile(path)
	block, _ := pem.Decode(data)
	if err == nil && block == nil {
		err = errors.New("holds no PEM")
	}
	if err != nil {
		return found("HAL-CERT-OVER", "%s: %v", path, err)
	}
	cert, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return found("HAL-CERT-OVER", "%s: %v", path, err)
	}
	switch left := cert.NotAfter.Sub(w.clock()); {
	case left <= 0:
		return found("HAL-CERT-OVER", "ended %s", cert.NotAfter.Format(time.DateOnly))
	case left < certificateSoon:
		return found("HAL-CERT-ENDS", "ends %s", cert.NotAfter.Format(time.DateOnly))
	}
	return finding{}
}

// configuration compares the files on the disk with those that are in use.
func (w *machineWatch) configuration() finding {
	now := sums(w.files)
	for _, f := range w.files {
		if now[f] == w.loaded[f] {
			continue
		}
		if _, err := config.LoadWith(slip.Check, w.files...); err != nil {
			return found("CFG-BROKEN", "%v", err)
		}
		return found("CFG-CHANGED", "%s is another than at the start", f)
	}
	return finding{}
}

func sums(files []string) map[string][sha256.Size]byte {
	out := map[string][sha256.Size]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			data = []byte(err.Error())
		}
		out[f] = sha256.Sum256(data)
	}
	return out
}
