package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"govkiosk/kiosk/diag"
)

// tallyText is what a soak counted: a table, and for each device two rows of
// bars over the time, of what failed and of how long a cycle took.
func tallyText(t *diag.Tally) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "DEVICE\tCYCLES\tFAILED\tMEAN\tMOST\tKINDS")
	for _, d := range t.Devices {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d ms\t%d ms\t%s\n", d.Device, d.Cycles, d.Failed, d.MeanMS, d.MostMS, dash(kindWords(d)))
	}
	w.Flush() // to memory
	part := t.Ends.Sub(t.Began) / diag.Buckets
	fmt.Fprintf(&b, "\ntrend from %s, a column is %v\n", t.Began.Format("01-02 15:04"), part.Round(time.Second))
	for _, d := range t.Devices {
		if d.Cycles == 0 {
			continue
		}
		fmt.Fprintf(&b, "%-10s failed %s\n%-10s slow   %s\n", d.Device, bars(d.Trend, failedShare), "", bars(d.Trend, slowShare(d)))
	}
	return strings.TrimRight(b.String(), "\n")
}

func kindWords(d diag.TallyRow) string {
	var out []string
	for _, kind := range slices.Sorted(maps.Keys(d.Kinds)) {
		out = append(out, fmt.Sprintf("%s %d", kind, d.Kinds[kind]))
	}
	if d.Over != "" {
		out = append(out, d.Over)
	}
	return strings.Join(out, ", ")
}

// bars draws one column for each part of the time: a dot where nothing is to
// be seen, a space where there was no cycle.
func bars(of []diag.TallyBucket, share func(diag.TallyBucket) float64) string {
	const steps = "▁▂▃▄▅▆▇█"
	heights := []rune(steps)
	var b strings.Builder
	for _, bucket := range of {
		v := share(bucket)
		switch {
		case bucket.Cycles == 0:
			b.WriteRune(' ')
		case v <= 0:
			b.WriteRune('·')
		default:
			b.WriteRune(heights[min(len(heights)-1, int(v*float64(len(heights))))])
		}
	}
	return b.String()
}

func failedShare(b diag.TallyBucket) float64 { return float64(b.Failed) / float64(max(1, b.Cycles)) }

// slowShare is against the slowest part of the time.
func slowShare(d diag.TallyRow) func(diag.TallyBucket) float64 {
	most := 1
	for _, b := range d.Trend {
		most = max(most, b.MeanMS)
	}
	return func(b diag.TallyBucket) float64 { return float64(b.MeanMS) / float64(most) }
}
