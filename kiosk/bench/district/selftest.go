package district

import (
	"context"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// fileSelfTest is what a terminal's own test of a day found, on disk. A newer
// one of that day takes its place.
type fileSelfTest struct {
	Terminal string
	At       time.Time
	Test     api.SelfTest
}

func (s server) ReportSelfTest(_ context.Context, r api.ReportSelfTestRequestObject) (api.ReportSelfTestResponseObject, error) {
	return s.order("self-test", r.Params.XTerminalID, r.Params.IdempotencyKey, "", r.Body, func(tx *txn) (answer, error) {
		f := fileSelfTest{Terminal: tx.from, At: tx.now, Test: *r.Body}
		err := put(tx, document{kind: kindSelfTest, id: f.Terminal + " " + f.Test.Day, at: tx.now, doc: f})
		return reply(http.StatusCreated, api.SelfTestReceipt{ID: token(), At: tx.now}), err
	})
}

// selfTests are those of the newest days.
func selfTests(tx *txn) ([]SceneSelfTest, error) {
	files, err := all[fileSelfTest](tx, `kind = ?`, kindSelfTest)
	var out []SceneSelfTest
	for _, f := range files[:min(len(files), 12)] {
		one := SceneSelfTest{Terminal: f.Terminal, Day: f.Test.Day, At: f.At}
		for _, r := range f.Test.Results {
			if r.Verdict == api.Fail || r.Verdict == api.Aborted {
				one.Failed = append(one.Failed, r.Test+": "+value(r.Reason))
			}
		}
		for _, w := range f.Test.Withdrawn {
			one.Withdrawn = append(one.Withdrawn, w.Service+": "+w.Reason)
		}
		out = append(out, one)
	}
	return out, err
}
