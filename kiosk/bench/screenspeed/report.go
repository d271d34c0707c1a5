package main

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"
)

// goal is a bound for the ratio to another subject.
type goal struct {
	against string
	most    float64
}

// report prints a table: what was measured, a line for each subject, and the
// ratios with their goals.
func report(out io.Writer, list []*subject) {
	fmt.Fprintf(out, "home page, 1080 × 1920, llvmpipe; best of %d starts, touches of the best round\n\n", len(list[0].paints))
	fmt.Fprintf(out, "%-28s", "")
	for _, s := range list {
		fmt.Fprintf(out, "%12s", s.name)
	}
	fmt.Fprintln(out)
	row(out, list, "exec to painted page, ms", 0, func(s *subject) float64 { return ms(slices.Min(s.paints)) },
		goal{"Chromium", .9}, goal{"Ebitengine", 1.15})
	row(out, list, "PSS, MiB", 0, func(s *subject) float64 { return float64(slices.Min(s.pss)) / (1 << 20) }, goal{"Chromium", .5})
	row(out, list, "idle, % of one core", 2, func(s *subject) float64 { return 100 * s.idle }, goal{"", .1})
	row(out, list, "touch to pixel, median, ms", 1, func(s *subject) float64 { return ms(quantile(s.best(), .5)) }, goal{"Ebitengine", 1.1})
	row(out, list, "touch to pixel, p99, ms", 1, func(s *subject) float64 { return ms(quantile(s.best(), .99)) })
}

func row(out io.Writer, list []*subject, what string, digits int, of func(*subject) float64, goals ...goal) {
	fmt.Fprintf(out, "%-28s", what)
	for _, s := range list {
		fmt.Fprintf(out, "%12.*f", digits, of(s))
	}
	own := of(list[0])
	for _, g := range goals {
		if g.against == "" {
			fmt.Fprintf(out, "   goal ≤ %g %s", g.most, verdict(own <= g.most))
		}
	}
	for _, other := range list[1:] {
		ratio := own / of(other)
		fmt.Fprintf(out, "   %.2f of %s", ratio, other.name)
		if i := slices.IndexFunc(goals, func(g goal) bool { return g.against == other.name }); i >= 0 {
			fmt.Fprintf(out, " (goal ≤ %g %s)", goals[i].most, verdict(ratio <= goals[i].most))
		}
	}
	fmt.Fprintln(out)
}

func verdict(ok bool) string {
	if ok {
		return "met"
	}
	return "MISSED"
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// best is the round with the least median: the one that the rest of the
// machine disturbed least.
func (s *subject) best() []time.Duration {
	return slices.MinFunc(s.touches, func(a, b []time.Duration) int { return int(quantile(a, .5) - quantile(b, .5)) })
}

// quantile of a list, which it sorts.
func quantile(list []time.Duration, q float64) time.Duration {
	slices.Sort(list)
	return list[min(len(list)-1, int(math.Ceil(q*float64(len(list))))-1)]
}
