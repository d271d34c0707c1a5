package diag

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"time"

	"govkiosk/config"
	"govkiosk/kiosk/slip"
)

var configurationTests = []Test{
	{ID: "configuration.ages", Device: Configuration, Judge: Automatic, Quiet: true, Limit: 10 * time.Second, run: configurationAges},
}

// configurationAges tells how old the configuration is, and how long the
// certificates of this terminal are good.
func configurationAges(_ context.Context, t Terminal, _ Guide) Finding {
	var m measures
	now := time.Now()
	for _, file := range t.ConfigFiles() {
		info, err := os.Stat(file)
		if err != nil {
			return m.fail(ReasonBroken, err.Error())
		}
		m.number("configuration", days(now.Sub(info.ModTime())), "days")
		if info.ModTime().After(now.Add(time.Hour)) {
			return m.bad("configuration", ">= 0", ReasonValue)
		}
	}
	if files := t.ConfigFiles(); len(files) > 0 {
		if _, err := config.LoadWith(slip.Check, files...); err != nil {
			return m.fail(ReasonBroken, err.Error())
		}
	}
	for name, file := range map[string]string{"client-certificate": t.Config().API.Gateway.ClientCert, "ca": t.Config().API.Gateway.CAFile} {
		if file == "" {
			continue
		}
		ends, err := certificateEnd(file)
		if err != nil {
			return m.fail(ReasonBroken, err.Error())
		}
		m.number(name, days(ends.Sub(now)), "days")
		if ends.Before(now) {
			return m.bad(name, "> 0", ReasonValue)
		}
	}
	return m.pass()
}

func days(d time.Duration) float64 { return float64(int(d / (24 * time.Hour))) }

// certificateEnd is when the first of a file's certificates to end does.
func certificateEnd(file string) (first time.Time, err error) {
	rest, err := os.ReadFile(file)
	if err != nil {
		return first, err
	}
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		cert, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			continue // a key, or something else
		}
		if first.IsZero() || cert.NotAfter.Before(first) {
			first = cert.NotAfter
		}
	}
	if first.IsZero() {
		return first, fmt.Errorf("diag: %s holds no certificate", file)
	}
	return first, nil
}
