package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/fault"
)

func newExplainFault() *cobra.Command {
	var asJSON bool
	var lang string
	c := &cobra.Command{
		Use:   "explain [CODE]",
		Short: "explain a fault by its code, or list all codes",
		Long: `Explain a fault: how bad it is, what citizens read, what the staff is told,
what to do, who does it, and what else it may come from.

Without a code all are listed; part of one lists those that begin so: explain PRN`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			code := ""
			if len(args) > 0 {
				code = strings.ToUpper(args[0])
			}
			return explainFaults(c.OutOrStdout(), code, lang, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	c.Flags().StringVar(&lang, "lang", "", "zh or en alone; both by default")
	return c
}

func explainFaults(w io.Writer, code, lang string, asJSON bool) error {
	if f, ok := fault.Of(fault.Code(code)); ok {
		if asJSON {
			return failed(indented(w, f))
		}
		explainFault(w, f, lang)
		return nil
	}
	var found []fault.Fault
	for _, f := range fault.All() {
		if strings.HasPrefix(string(f.Code), code) {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return fmt.Errorf("kioskctl explain: there is no code %q; kioskctl explain lists all", code)
	}
	if asJSON {
		return failed(indented(w, found))
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range found {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", f.Code, f.Severity, f.Who, says(f.Guard, lang))
	}
	return failed(t.Flush())
}

// says is a sentence in one language, or in both.
func says(t fault.Text, lang string) string {
	if lang == "" {
		return t.Zh + " " + t.En
	}
	return t.In(lang)
}

func explainFault(w io.Writer, f fault.Fault, lang string) {
	fmt.Fprintf(w, "%s  %s, %s acts\n", f.Code, f.Severity, f.Who)
	for _, row := range []struct {
		name string
		text fault.Text
	}{{"citizens", f.Citizen}, {"staff", f.Guard}, {"to do", f.Act}} {
		if lang != "en" {
			fmt.Fprintf(w, "%-9s %s\n", row.name, row.text.Zh)
		}
		if lang == "" || lang == "en" {
			fmt.Fprintf(w, "%-9s %s\n", map[bool]string{true: row.name}[lang == "en"], row.text.En)
		}
	}
	if f.Withdraws != "" {
		fmt.Fprintf(w, "%-9s services that need the %s, with %q\n", "withdraws", f.Device, f.Withdraws)
	}
	if len(f.HiddenBy) > 0 {
		fmt.Fprintf(w, "%-9s %v: while one of them lasts, it alone is told\n", "may be", f.HiddenBy)
	}
	when := "at once"
	if f.After > 0 {
		when = "only once it has lasted " + lasting(f.After) + "; kioskctl health says until then that it is there"
	}
	fmt.Fprintf(w, "%-9s %s\n", "told", when)
}

func indented(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// lasting is a time in the table's own words: 60s, 5m.
func lasting(d time.Duration) string {
	if d >= 2*time.Minute && d%time.Minute == 0 {
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return fmt.Sprintf("%ds", d/time.Second)
}

// ago is how long something has lasted, in the largest unit that says it.
func ago(since, now time.Time) string {
	if since.IsZero() {
		return "-"
	}
	d := now.Sub(since)
	switch {
	case d < time.Minute:
		return d.Round(time.Second).String()
	case d < 48*time.Hour:
		return strings.TrimSuffix(d.Round(time.Minute).String(), "0s")
	}
	return fmt.Sprintf("%d days", int(d/(24*time.Hour)))
}
