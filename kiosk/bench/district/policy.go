package district

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"time"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/kiosk/hall/api"
)

//go:embed policy.toml
var policyTOML []byte

// policy is policy.toml.
type policy struct {
	Source api.Words `toml:"source"`
	Queue  struct {
		LeaveMinutes int `toml:"leave_minutes"`
		Leaves       int `toml:"leaves"`
	} `toml:"queue"`
	CheckIn struct {
		EarlyMinutes int    `toml:"early_minutes"`
		LateMinutes  int    `toml:"late_minutes"`
		Late         string `toml:"late"`
	} `toml:"check_in"`
	Missed struct {
		Calls   int    `toml:"calls"`
		Seconds int    `toml:"seconds"`
		Then    string `toml:"then"`
		Behind  int    `toml:"behind"`
		Times   int    `toml:"times"`
	} `toml:"missed"`
	Booking struct {
		Days        int `toml:"days"`
		Shown       int `toml:"shown"`
		OpenMost    int `toml:"open_most"`
		Changes     int `toml:"changes"`
		SlotPlaces  int `toml:"slot_places"`
		PlacePlaces int `toml:"place_places"`
	} `toml:"booking"`
	Pickup struct {
		OfflineAllowed bool `toml:"offline_allowed"`
		CellListHours  int  `toml:"cell_list_hours"`
		OpenSeconds    int  `toml:"open_seconds"`
		KeepDays       int  `toml:"keep_days"`
		Minutes        int  `toml:"minutes"`
		Rounds         int  `toml:"rounds"`
	} `toml:"pickup"`
	Draft struct {
		Days            int `toml:"days"`
		HandoverMinutes int `toml:"handover_minutes"`
		DeferDays       int `toml:"defer_days"`
	} `toml:"draft"`
	Answers struct {
		RatingDays int `toml:"rating_days"`
		ReportDays int `toml:"report_days"`
	} `toml:"answers"`
	Retention struct {
		VisitSeconds int `toml:"visit_seconds"`
		JournalDays  int `toml:"journal_days"`
		SealedDays   int `toml:"sealed_days"`
		LogDays      int `toml:"log_days"`
	} `toml:"retention"`
	Masking struct {
		Name          string `toml:"name"`
		IDNumber      string `toml:"id_number"`
		Phone         string `toml:"phone"`
		ShowOnRequest bool   `toml:"show_on_request"`
	} `toml:"masking"`
	Classes []struct {
		Code  string     `toml:"code"`
		Rank  int        `toml:"rank"`
		Proof api.Notice `toml:"proof"`
	} `toml:"class"`
	Acting []struct {
		Service string     `toml:"service"`
		Who     string     `toml:"who"`
		Name    api.Words  `toml:"name"`
		Needs   api.Notice `toml:"needs"`
		Allowed bool       `toml:"allowed"`
	} `toml:"acting"`
	Reports []struct {
		Code string    `toml:"code"`
		Name api.Words `toml:"name"`
	} `toml:"report"`
	Askers []struct {
		Code    string    `toml:"code"`
		Name    api.Words `toml:"name"`
		Purpose api.Words `toml:"purpose"`
	} `toml:"asker"`
}

func parsePolicy(raw []byte) (policy, error) {
	var p policy
	if err := toml.NewDecoder(bytes.NewReader(raw)).DisallowUnknownFields().Decode(&p); err != nil {
		return p, fmt.Errorf("district: policy.toml: %w", err)
	}
	return p, nil
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// rules is the policy as the contract tells it.
func (d *District) rules() api.Policy {
	p := d.policy
	cutOff := d.data.CutOffMinutes
	if d.hours.always {
		cutOff = 0
	}
	out := api.Policy{
		Queue: api.QueueRules{
			SlotMinutes: d.data.SlotMinutes, CutOffMinutes: cutOff, PriorityRun: d.data.PriorityRun,
			LeaveMinutes: p.Queue.LeaveMinutes, Leaves: p.Queue.Leaves, Caps: ptr(d.caps()),
		},
		CheckIn: api.CheckInRules{EarlyMinutes: p.CheckIn.EarlyMinutes, LateMinutes: p.CheckIn.LateMinutes, Late: p.CheckIn.Late},
		Missed: api.MissedRules{
			Calls: p.Missed.Calls, Seconds: p.Missed.Seconds, Then: p.Missed.Then, Behind: p.Missed.Behind, Times: p.Missed.Times,
		},
		Pickup: api.PickupRules{
			OfflineAllowed: p.Pickup.OfflineAllowed, CellListHours: p.Pickup.CellListHours,
			OpenSeconds: p.Pickup.OpenSeconds, KeepDays: p.Pickup.KeepDays,
		},
		Blocks: api.BlockRules{OfflineAllowed: d.data.Blocks.Numbers > 0, Numbers: d.data.Blocks.Numbers, Hours: d.data.Blocks.Hours},
		Retention: api.RetentionRules{
			VisitSeconds: p.Retention.VisitSeconds, JournalDays: p.Retention.JournalDays,
			SealedDays: p.Retention.SealedDays, LogDays: p.Retention.LogDays,
		},
		Masking: api.MaskingRules{
			Name: p.Masking.Name, IDNumber: p.Masking.IDNumber, Phone: p.Masking.Phone, ShowOnRequest: p.Masking.ShowOnRequest,
		},
		Classes: d.priorities(), Hours: d.hoursRules(),
	}
	for _, a := range p.Acting {
		out.Acting = append(out.Acting, api.ActingRule{
			Service: a.Service, Who: api.Coded{Code: a.Who, Name: &a.Name}, Needs: a.Needs, Allowed: a.Allowed,
		})
	}
	for _, k := range p.Reports {
		out.ReportKinds = append(out.ReportKinds, api.ReportKind{Code: k.Code, Name: k.Name})
	}
	var askers []api.AskerKind
	for _, a := range p.Askers {
		askers = append(askers, api.AskerKind{Code: a.Code, Name: a.Name, Purpose: a.Purpose})
	}
	out.Askers = &askers
	out.About = d.about(out)
	out.About.Source = p.Source
	return out
}

func (d *District) priorities() []api.PriorityClass {
	var out []api.PriorityClass
	for _, c := range d.data.Classes {
		class := api.PriorityClass{Code: c.Code, Name: c.Name, AgeFrom: c.AgeFrom}
		for _, p := range d.policy.Classes {
			if p.Code == c.Code {
				class.Proof, class.Rank = p.Proof, &p.Rank
			}
		}
		out = append(out, class)
	}
	return out
}

func (d *District) caps() []api.SlotCap {
	var out []api.SlotCap
	for _, q := range d.data.queues {
		for _, b := range q.Businesses {
			if b.Cap > 0 {
				out = append(out, api.SlotCap{Business: b.code(), Cap: b.Cap})
			}
		}
	}
	return out
}

func (d *District) hoursRules() api.HoursRules {
	var out api.HoursRules
	for n := range 7 {
		spans := d.hours.week[time.Weekday((n+1)%7)]
		if d.hours.always {
			spans = []span{{0, 24 * time.Hour}}
		}
		out.Week = append(out.Week, api.DayHours{Spans: clockSpans(spans)})
	}
	if d.hours.always { // no doors, and no last number
		out.Dates = []api.DateHours{}
		return out
	}
	off, work := d.registry.Calendar.Days()
	for date, name := range off {
		out.Dates = append(out.Dates, api.DateHours{Date: date, Spans: []api.Span{}, Name: api.Notice(name), Workday: ptr(false)})
	}
	for date := range work {
		out.Dates = append(out.Dates, api.DateHours{
			Date: date, Spans: clockSpans(d.hours.dates[date]), Name: api.Notice{Zh: "调休上班", En: "Working day instead"}, Workday: ptr(true),
		})
	}
	slices.SortFunc(out.Dates, func(a, b api.DateHours) int {
		if a.Date < b.Date {
			return -1
		}
		return 1
	})
	return out
}

func clockSpans(spans []span) []api.Span {
	out := []api.Span{}
	for _, s := range spans {
		out = append(out, api.Span{From: clockText(s.from), To: clockText(s.until)})
	}
	return out
}

func clockText(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}
