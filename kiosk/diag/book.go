package diag

import (
	"encoding/json"
	"fmt"

	"govkiosk/kiosk/journal"
)

// Book keeps what came of tests, in the journal.
type Book struct{ Journal *journal.Journal }

// Began writes down that a test begins.
func (b Book) Began(t Test, person string, via Via) (Result, error) {
	r := Result{Test: t.ID, Device: t.Device, Person: person, Via: via}
	var err error
	r.ID, r.Began, err = b.Journal.TestBegan(journal.DeviceTest{Test: string(t.ID), Device: string(t.Device), Person: person, Via: string(via)})
	return r, err
}

// Ended writes down what came of it.
func (b Book) Ended(r Result, f Finding) (Result, error) {
	measures, err := json.Marshal(f.Measures)
	if err != nil {
		return r, fmt.Errorf("diag: measures of %s: %w", r.Test, err)
	}
	r.Finding = f
	r.Ended, err = b.Journal.TestEnded(journal.DeviceTest{
		Seq: r.ID, Verdict: string(f.Verdict), Reason: f.Reason, Detail: f.Detail, Measures: measures,
	})
	return r, err
}

// Settle ends what the last run of the program left open: nobody knows how it
// would have ended.
func (b Book) Settle() error {
	_, err := b.Journal.TestsCut(string(Aborted), ReasonRestart)
	return err
}

// Last returns the newest result of each test.
func (b Book) Last() (map[TestID]Result, error) {
	rows, err := b.Journal.LastTests()
	if err != nil {
		return nil, err
	}
	out := make(map[TestID]Result, len(rows))
	for _, row := range rows {
		out[TestID(row.Test)] = resultOf(row)
	}
	return out, nil
}

// Newest returns the newest results, the newest first.
func (b Book) Newest(limit int) ([]Result, error) {
	rows, err := b.Journal.Tests(limit)
	if err != nil {
		return nil, err
	}
	out := make([]Result, len(rows))
	for i, row := range rows {
		out[i] = resultOf(row)
	}
	return out, nil
}

func resultOf(row journal.DeviceTest) Result {
	r := Result{
		ID: row.Seq, Test: TestID(row.Test), Device: Device(row.Device), Began: row.Began, Ended: row.Ended,
		Person: row.Person, Via: Via(row.Via),
		Finding: Finding{Verdict: Verdict(row.Verdict), Reason: row.Reason, Detail: row.Detail},
	}
	if len(row.Measures) > 0 {
		if err := json.Unmarshal(row.Measures, &r.Measures); err != nil {
			r.Detail = fmt.Sprintf("%s (its measures cannot be read: %v)", r.Detail, err)
		}
	}
	return r
}
