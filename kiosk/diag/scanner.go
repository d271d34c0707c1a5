package diag

import (
	"context"
	"regexp"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/scanner"
)

var scannerTests = []Test{
	{ID: "scanner.module", Device: Scanner, Judge: Automatic, Quiet: true, Limit: 15 * time.Second, run: scannerModule},
	{ID: "scanner.code", Device: Scanner, Judge: Automatic, Steps: []string{"scanner-show"}, Limit: 60 * time.Second, run: scannerCode},
}

// scannerModule asks whether the reader is there, where it has an answer.
func scannerModule(ctx context.Context, t Terminal, _ Guide) Finding {
	var m measures
	err := t.Scanner(ctx, func(ctx context.Context, dev *scanner.Dev) error {
		begin := time.Now()
		err := dev.Present(ctx)
		if drivers.KindOf(err) == drivers.Unsupported {
			m.text("answers", "this make cannot be asked; its line is open")
			err = nil
		} else {
			m.took("answer", time.Since(begin))
		}
		i := dev.Info()
		m.count("codes", i.Codes)
		m.count("refused", i.Refused)
		m.count("dropped-bytes", i.Dropped)
		return err
	})
	return m.verdict(err)
}

// scannerCode has the code on the glass read, or on a phone that photographed
// it.
func scannerCode(ctx context.Context, t Terminal, g Guide) Finding {
	var m measures
	code := token("SCAN-")
	took, err := scanFor(ctx, t, func() { g.Say(Prompt{Step: "scanner-show", Code: code}) }, code)
	if err == nil {
		m.took("read-time", took)
	}
	return m.verdict(err)
}

// scanPatience is how long a code is waited for.
const scanPatience = 40 * time.Second

// scanFor lights the reader until it sees a code. begin is called once it
// looks.
func scanFor(ctx context.Context, t Terminal, begin func(), code string) (took time.Duration, err error) {
	err = t.Scanner(ctx, func(ctx context.Context, dev *scanner.Dev) error {
		defer dev.Halt() // dark again, where it was lit
		dev.Forget()
		begin()
		started, limited := time.Now(), ctx
		ctx, cancel := context.WithTimeout(ctx, scanPatience)
		defer cancel()
		for {
			_, err := dev.Scan(ctx, scanner.Want{Pattern: regexp.QuoteMeta(code), Max: len(code)})
			took = time.Since(started)
			switch {
			case drivers.KindOf(err) == drivers.UserError && ctx.Err() == nil:
				continue // some other code
			case err != nil && ctx.Err() != nil && limited.Err() == nil:
				return Refusal{Verdict: Fail, Reason: ReasonNoAnswer, Detail: "the code was not read in time"}
			}
			return err
		}
	})
	return took, err
}
