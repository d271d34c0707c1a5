package rollout

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPlansThatPeopleWrite(t *testing.T) {
	want := Plan{Release: 7, Success: 0.95, MaxFailed: 1, PerHall: 1, Patience: 5 * time.Minute, Waves: []Wave{
		{Labels: map[string]string{"hall": "lunan"}, Share: 0.5, Least: 2, Soak: 90 * time.Second}, {Share: 1, Least: 1},
	}}
	for name, text := range map[string]string{
		"TOML": "release = 7\nmax_failed = 1\npatience = \"5m\"\n[[waves]]\nlabels = { hall = \"lunan\" }\nshare = 0.5\nleast = 2\nsoak = \"90s\"\n[[waves]]\nshare = 1\nleast = 1\n",
		"JSON": `{"release": 7, "max_failed": 1, "patience": "5m", "waves": [{"labels": {"hall": "lunan"}, "share": 0.5, "least": 2, "soak": "90s"}, {"share": 1, "least": 1}]}`,
	} {
		got, err := ReadPlan([]byte(text))
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	for text, want := range map[string]string{
		"release = 7\nmax_fialed = 1\n":      "line 2: there is no key max_fialed",
		"patience = \"soon\"\n":              "line 1:",
		"[[waves]]\nsahre = 1\n":             "there is no key waves.sahre",
		`{"release": 7, "max_fialed": 1}`:    "max_fialed",
		"release = \"seven\"\nsuccess = 1\n": "line 1:",
	} {
		if _, err := ReadPlan([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
