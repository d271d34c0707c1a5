package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/hall/sign"
)

// exitDiffers ends a comparison that found a difference.
const exitDiffers = 3

// signing is what the flags of hall sign say.
type signing struct {
	opts       sign.Opts
	request    sign.Request
	at         string
	secretFile string
	wrapped    string
	keyFile    string
	token      string
	body       string
	bodyFile   string
	user       sign.User
	headers    []string
	explain    bool
	expect     string
}

// only are the schemes that have a flag; a flag that is not here belongs to
// all.
var only = map[string][]string{
	"rid":         {"gjgxjhpt", "gjzwfwpt"},
	"wrapped":     {"gjgxjhpt", "gjzwfwpt"},
	"sid":         {"gjgxjhpt", "gjzwfwpt"},
	"paasid":      {"x-tif", "x-rio", "x-sal"},
	"service-id":  {"x-tif", "x-rio", "x-sal"},
	"lower":       {"x-tif", "x-rio", "x-sal"},
	"nonce":       {"x-tif", "x-rio", "x-sal", "district"},
	"access-key":  {"x-bg-hmac", "x-hmac"},
	"header":      {"x-hmac"},
	"digest":      {"x-hmac"},
	"app-id":      {"sorted-kv"},
	"app-version": {"sorted-kv"},
	"key-file":    {"sorted-kv"},
	"terminal":    {"district"},
	"key":         {"district"},
	"method":      {"x-bg-hmac", "x-hmac", "sorted-kv", "district"},
	"path":        {"x-bg-hmac", "x-hmac", "district"},
	"query":       {"x-bg-hmac", "x-hmac", "sorted-kv", "district"},
	"body-file":   {"x-hmac", "sorted-kv", "district"},
	"body":        {"x-hmac", "sorted-kv", "district"},
	"uid":         {"x-tif", "x-rio", "x-sal"},
	"uinfo":       {"x-tif", "x-rio", "x-sal"},
	"ext":         {"x-tif", "x-rio", "x-sal"},
}

func newHallSign() *cobra.Command {
	var s signing
	var key string
	c := &cobra.Command{
		Use:   "sign --scheme SCHEME --at TIME",
		Short: "sign a request as a gateway wants it, step by step",
		Long: `Sign a request as a gateway wants it and print the string to sign and the
headers, a line each. A line feed is shown as \n and \ as \\; what was read
from a file as a secret is shown as [secret].

--expect takes a value of the other side: its signature, its string to sign or
any value between. When it differs, the step that differs is named and the exit
code is 3.

Schemes: ` + strings.Join(sign.Schemes, " "),
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			s.request.Header = http.Header{}
			if key != "" {
				s.request.Header.Set("Idempotency-Key", key)
			}
			return s.run(c)
		},
	}
	f := c.Flags()
	f.StringVar(&s.opts.Scheme, "scheme", "", "how to sign (required)")
	f.StringVar(&s.opts.Algorithm, "algorithm", "", "hmac-sha256, hmac-sm3, sha256, sm3, sm2 or sm2-der (default: the scheme's own)")
	f.StringVar(&s.at, "at", "", "time in milliseconds, in seconds, as 2006-01-02T15:04:05Z or as in a Date header (default: now)")
	for _, name := range []string{"rid", "paasid", "access-key", "app-id", "terminal"} {
		f.StringVar(&s.opts.ID, name, "", "who signs")
	}
	f.StringVar(&s.opts.Service, "sid", "", "the interface that is asked")
	f.StringVar(&s.opts.Service, "service-id", "", "the interface that is asked")
	f.StringVar(&s.secretFile, "secret-file", "", "file that holds the secret")
	f.StringVar(&s.token, "token", "", "the secret itself, of an example: other users of this machine see it; may be empty")
	f.StringVar(&s.wrapped, "wrapped", "", "what the platform handed out for the appkey that is given as the secret; it is unwrapped and signed with")
	f.StringVar(&s.keyFile, "key-file", "", "file that holds the SM2 private key")
	f.StringVar(&s.request.Nonce, "nonce", "", "used once (default: random)")
	f.BoolVar(&s.opts.LowerCase, "lower", false, "hexadecimal digits in lower case")
	f.StringVar(&s.request.Method, "method", http.MethodGet, "of the request")
	f.StringVar(&s.request.Path, "path", "/", "of the request, as on the wire")
	f.StringVar(&s.request.Query, "query", "", "of the request, without ?")
	f.StringVar(&s.body, "body", "", "the body itself")
	f.StringVar(&s.bodyFile, "body-file", "", "file that holds the body")
	f.StringVar(&s.user.ID, "uid", "", "who asks, as a gateway tells what is behind it; with uinfo and ext")
	f.StringVar(&s.user.Info, "uinfo", "", "more of who asks, as it is sent")
	f.StringVar(&s.user.Ext, "ext", "", "what else the gateway says, as it is sent")
	f.StringArrayVar(&s.headers, "header", nil, "header that is signed too, as NAME:VALUE; may come again")
	f.BoolVar(&s.opts.Digest, "digest", false, "with a digest of the body")
	f.StringVar(&s.opts.Version, "app-version", "", "of the envelope (default 1.0.0)")
	f.StringVar(&key, "key", "", "idempotency key of the request, as it is sent")
	f.BoolVar(&s.explain, "explain", false, "print every step")
	f.StringVar(&s.expect, "expect", "", "value of the other side")
	return c
}

// run checks what was asked for, then signs and compares.
func (s *signing) run(c *cobra.Command) error {
	if err := s.fits(c); err != nil {
		return err
	}
	secret, err := s.secret(c)
	if err != nil {
		return err
	}
	if c.Flags().Changed("uid") || c.Flags().Changed("uinfo") || c.Flags().Changed("ext") {
		s.request.User = &s.user
	}
	if s.wrapped != "" {
		if secret, err = sign.Unwrap(secret, s.wrapped); err != nil {
			return err
		}
	}
	if err := s.read(); err != nil {
		return err
	}
	scheme, err := sign.New(s.opts)
	if err != nil {
		return err
	}
	g, err := scheme.Sign(s.request, secret)
	if err != nil {
		return err
	}
	if err := s.print(c.OutOrStdout(), g, secret); err != nil {
		return failed(err)
	}
	if !c.Flags().Changed("expect") {
		return nil
	}
	return s.compare(c.OutOrStdout(), scheme, secret)
}

// fits refuses a flag that the scheme would not look at.
func (s *signing) fits(c *cobra.Command) error {
	if s.opts.Scheme == "" {
		return errors.New("kioskctl hall sign: --scheme is missing; there are " + strings.Join(sign.Schemes, ", "))
	}
	for name, schemes := range only {
		if c.Flags().Changed(name) && !slices.Contains(schemes, s.opts.Scheme) && slices.Contains(sign.Schemes, s.opts.Scheme) {
			return fmt.Errorf("kioskctl hall sign: --%s is not for %s but for %s", name, s.opts.Scheme, strings.Join(schemes, ", "))
		}
	}
	return nil
}

func (s *signing) secret(c *cobra.Command) (sign.Secret, error) {
	typed := c.Flags().Changed("token")
	switch {
	case typed && s.secretFile != "":
		return sign.Secret{}, errors.New("kioskctl hall sign: --token or --secret-file, not both")
	case typed:
		return sign.OpenSecret(s.token), nil
	case s.secretFile != "":
		return secretIn(s.secretFile)
	case s.opts.Scheme == "district":
		return sign.Secret{}, nil
	}
	return sign.Secret{}, errors.New("kioskctl hall sign: --secret-file is missing")
}

// secretIn reads a file by its path from here.
func secretIn(file string) (sign.Secret, error) {
	path, err := filepath.Abs(file)
	if err != nil {
		return sign.Secret{}, err
	}
	return sign.LoadSecret(path)
}

// read fills in the parts of the request that are not texts.
func (s *signing) read() error {
	var err error
	if s.request.At, err = parseAt(s.at); err != nil {
		return err
	}
	if s.request.Nonce == "" {
		var b [8]byte
		rand.Read(b[:]) // never fails
		s.request.Nonce = hex.EncodeToString(b[:])
	}
	for _, h := range s.headers {
		name, value, ok := strings.Cut(h, ":")
		if !ok {
			return fmt.Errorf("kioskctl hall sign: --header: want NAME:VALUE, got %q", h)
		}
		s.opts.Headers = append(s.opts.Headers, name)
		s.request.Header.Set(name, value)
	}
	if s.keyFile != "" {
		secret, err := secretIn(s.keyFile)
		if err != nil {
			return err
		}
		if s.opts.Key, err = sign.PrivateKey(secret); err != nil {
			return err
		}
	}
	switch {
	case s.body != "" && s.bodyFile != "":
		return errors.New("kioskctl hall sign: --body or --body-file, not both")
	case s.bodyFile != "":
		s.request.Body, err = os.ReadFile(s.bodyFile)
	case s.body != "":
		s.request.Body = []byte(s.body)
	}
	return err
}

// parseAt takes a number of up to 11 digits for seconds: as milliseconds it
// would be of 1973 or before.
func parseAt(text string) (time.Time, error) {
	if text == "" {
		return time.Now(), nil
	}
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		if len(text) > 11 {
			return time.UnixMilli(n), nil
		}
		return time.Unix(n, 0), nil
	}
	for _, form := range []string{time.RFC3339, http.TimeFormat} {
		if at, err := time.Parse(form, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("kioskctl hall sign: --at: want milliseconds, seconds or 2006-01-02T15:04:05Z, got %q", text)
}
