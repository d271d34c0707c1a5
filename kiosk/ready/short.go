package ready

import (
	"fmt"
	"strings"

	"govkiosk/kiosk/diag"
)

// shortMost is how many characters a code on a slip holds so that a phone
// reads it off 80 mm paper.
const shortMost = 900

// Short is the report in a line of ASCII, for a code that a phone reads: the
// terminal, the verdict, when; then each fault and each test that did not pass.
func (r Report) Short() string {
	parts := []string{fmt.Sprintf("%s %s %s", r.Terminal, r.Verdict, r.Made.Format("2006-01-02 15:04"))}
	for _, f := range r.Faults {
		parts = append(parts, fmt.Sprintf("%s %s %s %s", f.Code, f.Severity, f.Who, f.Since.In(r.Made.Location()).Format("01-02 15:04")))
	}
	for _, t := range r.Tests {
		if t.Verdict == diag.Fail || t.Verdict == diag.Aborted {
			part := fmt.Sprintf("%s %s %s %s", t.Test, t.Verdict, t.Reason, t.Began.In(r.Made.Location()).Format("01-02 15:04"))
			if t.Past {
				part += " past"
			}
			parts = append(parts, part)
		}
	}
	for len(strings.Join(parts, "; ")) > shortMost {
		parts = append(parts[:len(parts)-2], "...")
	}
	return strings.Join(parts, "; ")
}
