package demo

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Report tells a person why the demo failed: the step, what was on the glass
// instead, the last calls to the district, and the end of the terminal's log.
func Report(w io.Writer, b Bench, err error) {
	fmt.Fprintf(w, "demo failed: %v\n", err)
	var stuck *Stuck
	if errors.As(err, &stuck) {
		reportGlass(w, stuck)
	}
	reportCalls(w, b)
	fmt.Fprintf(w, "\nterminal's log, last lines:\n%s\n", indent(tail(b.Log(), 25)))
}

func reportGlass(w io.Writer, stuck *Stuck) {
	if stuck.Tree.Screen == "" {
		fmt.Fprintln(w, "\nthe terminal never said what is on its glass")
		return
	}
	fmt.Fprintf(w, "\non the glass: screen %q, view %d shown, %d painted, moving %t\n",
		stuck.Tree.Screen, stuck.Tree.Shown, stuck.Tree.Painted, stuck.Tree.Moving)
	for _, widget := range stuck.Tree.Widgets {
		fmt.Fprintf(w, "  %-10s %-28s %s %s\n", widget.Role, widget.Label, widget.Intent, widget.Arg)
	}
}

func reportCalls(w io.Writer, b Bench) {
	const shown = 10
	calls := b.State().Calls
	calls = calls[:min(shown, len(calls))]
	fmt.Fprintf(w, "\ncalls to the district, the newest first:\n")
	for _, c := range calls {
		fmt.Fprintf(w, "  %s %3d %5d ms  %-18s %s\n", c.At.Format("15:04:05.000"), c.Status, c.Took.Milliseconds(), c.Operation, c.Key)
	}
	if len(calls) == 0 {
		fmt.Fprintln(w, "  none")
	}
}

func tail(text string, n int) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}

func indent(text string) string { return "  " + strings.ReplaceAll(text, "\n", "\n  ") }
