package district

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// platformTerminal is pf of a rating from a self-service terminal.
const platformTerminal = "5"

// fileRating is one rating on disk.
type fileRating struct {
	ID     string
	About  string // the case, or the visit
	Number int    // 1 first, 2 second
	At     time.Time
	Rating api.Rating // without the person
}

func (d *District) indicators() api.IndicatorList {
	v := api.IndicatorList{Platform: platformTerminal, Indicators: []api.Indicator{}}
	for _, i := range d.registry.Indicators {
		v.Indicators = append(v.Indicators, api.Indicator{Code: i.Code, Level: i.Level, Text: api.Words(i.Text)})
	}
	v.About = d.about(v)
	return v
}

// ratingID makes one rating of one thing the same record, whoever sends it.
func ratingID(about string, n int) string { return about + "/" + strconv.Itoa(n) }

// rated reports whether a case or a visit has its first rating.
func (d *District) rated(q query, about string) (bool, error) {
	_, rated, err := get[fileRating](q, kindRating, ratingID(about, 1))
	return rated, err
}

// rate keeps a grade. Reasons belong to the grade that is given.
func (d *District) rate(tx *txn, r api.Rating) (answer, error) {
	about := value(r.ProjectNo)
	if about == "" {
		about = value(r.Visit)
	}
	if about == "" || !d.fits(r) {
		return refuse("invalid-request"), nil
	}
	if r.ProjectNo != nil {
		if _, known, err := get[fileCase](tx, kindCase, about); err != nil || !known {
			return refuse("unknown-case"), err
		}
	}
	if first, rated, err := get[fileRating](tx, kindRating, ratingID(about, r.AssessNumber)); err != nil || rated {
		p := problem("already-rated")
		p.Reference = &first.ID
		return reply(p.Status, p), err
	}
	r.Person = nil // who rates is confidential
	kept := fileRating{ID: "r-" + token()[:12], About: about, Number: r.AssessNumber, At: tx.now, Rating: r}
	if err := put(tx, document{kind: kindRating, id: ratingID(about, r.AssessNumber), ref: kept.ID, at: tx.now, doc: kept}); err != nil {
		return answer{}, err
	}
	v := api.RatingReceipt{ID: kept.ID, At: tx.now}
	if r.Satisfaction <= 2 {
		v.Answers = ptr(words("政务服务管理办公室督查科", "Supervision, service office"))
		if by, err := d.registry.Calendar.Add(tx.now, d.policy.Answers.RatingDays); err == nil {
			v.FollowUpBy = optDay(by)
		}
	}
	return reply(http.StatusCreated, v), nil
}

// fits reports whether every reason is known and belongs to the grade.
func (d *District) fits(r api.Rating) bool {
	for _, code := range r.EvalDetail {
		i := slices.IndexFunc(d.registry.Indicators, func(k registry.Indicator) bool { return k.Code == code })
		if i < 0 || d.registry.Indicators[i].Level != r.Satisfaction {
			return false
		}
	}
	return true
}
