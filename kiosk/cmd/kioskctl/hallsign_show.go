package main

import (
	"fmt"
	"io"
	"strings"

	"govkiosk/kiosk/hall/sign"
)

// oneLine shows a text that may have several lines.
var oneLine = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)

func (s *signing) print(w io.Writer, g sign.Signature, secret sign.Secret) error {
	var b strings.Builder
	if s.explain && s.wrapped != "" {
		fmt.Fprintf(&b, "%2d %-16s %s\n", 0, "unwrapped", oneLine.Replace(secret.Shown()))
	}
	if s.explain {
		for i, step := range g.Steps {
			fmt.Fprintf(&b, "%2d %-16s %s\n", i+1, step.Name, oneLine.Replace(step.Value))
		}
	}
	fmt.Fprintf(&b, "%s: %s\n", sign.StepToSign, oneLine.Replace(g.ToSign))
	for _, h := range g.Headers {
		fmt.Fprintf(&b, "%s: %s\n", h.Name, h.Value)
	}
	if g.Query != s.request.Query {
		fmt.Fprintf(&b, "query: %s\n", g.Query)
	}
	if string(g.Body) != string(s.request.Body) {
		fmt.Fprintf(&b, "body: %s\n", g.Body)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// compare names the step at which the other side's value parts from ours. It
// may be written as it was printed here, with \n for a line feed.
func (s *signing) compare(w io.Writer, scheme *sign.Scheme, secret sign.Secret) error {
	want := strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r").Replace(s.expect)
	d, differs, err := scheme.Differ(s.request, secret, want)
	if err != nil {
		return err
	}
	if !differs {
		_, err := fmt.Fprintln(w, "as expected")
		return failed(err)
	}
	if _, err := fmt.Fprintf(w, "differs at %s: %s\n", d.Step, d.Says); err != nil {
		return failed(err)
	}
	return coded{code: exitDiffers}
}
