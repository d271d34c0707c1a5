package kiosk

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"govkiosk/drivers"
	"govkiosk/drivers/escpos"
	"govkiosk/kiosk/diag"
	"govkiosk/kiosk/fault"
	"govkiosk/kiosk/journey"
	"govkiosk/kiosk/ready"
	"govkiosk/kiosk/slip"
)

// faultsListed is how many faults a slip spells out; the code has more.
const faultsListed = 4

var verdictWords = map[ready.Verdict]string{ready.Ready: "可用", ready.Limited: "部分停用", ready.Out: "停用"}

var whoWords = map[fault.Who]string{fault.Reset: "任何人，关了再开", fault.Site: "现场人员", fault.Technician: "技术员", fault.Developer: "开发人员"}

// faultSlip is the report in short.
func (t *Terminal) faultSlip(r ready.Report) slip.Faults {
	zone := t.viewer.Zone
	out := slip.Faults{
		Frame: slipFrame(t.cfg, r.Made, 0), Verdict: verdictWords[r.Verdict], Code: r.Short(),
	}
	for i, f := range r.Faults {
		if i == faultsListed {
			out.More = len(r.Faults) - faultsListed
			break
		}
		since := f.Since.In(zone)
		words := since.Format("15:04")
		if since.Format(time.DateOnly) != r.Made.Format(time.DateOnly) {
			words = since.Format("1月2日 15:04")
		}
		out.Faults = append(out.Faults, slip.FaultLine{Code: string(f.Code), Since: words, Says: f.Guard.Zh, Act: f.Act.Zh, Who: whoWords[f.Who]})
	}
	var failed []string
	for _, one := range r.Tests {
		if isBad(one.Verdict) {
			word := string(one.Test) + " " + one.Began.In(zone).Format("1月2日 15:04")
			if one.Past {
				word += "（后来恢复）"
			}
			failed = append(failed, word)
		}
	}
	out.Failed = strings.Join(failed[:min(len(failed), 8)], "、")
	return out
}

// printFaults prints the report in short, on a printer that nobody else needs
// now. It blocks until the printer has given its word.
func (t *Terminal) printFaults(ctx context.Context) error {
	r, err := t.report()
	if err != nil {
		return err
	}
	maker, err := slip.New(*t.cfg) // its own: one goroutine at a time may use one
	if err != nil {
		return err
	}
	doc := maker.Make(t.faultSlip(r))
	if err := doc.Err(); err != nil {
		return err
	}
	result := escpos.Result{}
	err = bay{t}.Printer(ctx, func(ctx context.Context, dev *escpos.Dev) (err error) {
		result, err = dev.Print(ctx, "flts", doc)
		return err
	})
	if drivers.KindOf(err) == drivers.Timeout && result.Outcome == drivers.Unknown {
		err = errors.New("the printer gives no word: look whether the slip came out")
	}
	why := ""
	if err != nil {
		why = err.Error()
	}
	t.note("fault-slip", map[string]any{"outcome": result.Outcome.String(), "why": why})
	return err
}

// servePrintFaults prints the report in short while nobody is served.
func (t *Terminal) servePrintFaults(w http.ResponseWriter, r *http.Request) {
	if page := t.visitStatus().Page; !t.bare && page != journey.PageAttract {
		http.Error(w, errServing.Error(), http.StatusConflict)
		return
	}
	if err := t.printFaults(r.Context()); err != nil {
		status := http.StatusConflict
		if errors.Is(err, diag.ErrNotFitted) {
			status = http.StatusNotFound
		}
		http.Error(w, err.Error(), status)
	}
}
