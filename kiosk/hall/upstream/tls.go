package upstream

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"govkiosk/config"
	"govkiosk/kiosk/hall/sign"
)

// transport is the bare way to the gateway: without the environment's proxy,
// with the certificates of the configuration.
func transport(g config.Gateway) (*http.Transport, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.Proxy = nil
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if g.CAFile != "" {
		pool, err := authorities(g.CAFile)
		if err != nil {
			return nil, err
		}
		t.TLSClientConfig.RootCAs = pool
	}
	if g.ClientCert == "" {
		return t, nil
	}
	if _, err := clientCertificate(g); err != nil {
		return nil, err
	}
	// Read anew for every handshake: a renewed certificate needs no restart.
	t.TLSClientConfig.GetClientCertificate = func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
		return clientCertificate(g)
	}
	return t, nil
}

func authorities(path string) (*x509.CertPool, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("upstream: ca_file: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("upstream: ca_file: %s holds no certificate in PEM", path)
	}
	return pool, nil
}

func clientCertificate(g config.Gateway) (*tls.Certificate, error) {
	key, err := sign.SecretPath(g.ClientKeyFile)
	if err != nil {
		return nil, err
	}
	c, err := tls.LoadX509KeyPair(g.ClientCert, key)
	if err != nil {
		return nil, fmt.Errorf("upstream: client_cert: %w", err)
	}
	return &c, nil
}
