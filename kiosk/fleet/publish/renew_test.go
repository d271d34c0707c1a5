package publish

import (
	"os"
	"testing"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

func TestARenewalLeavesDraftsAlone(t *testing.T) {
	p := begun(t)
	status := func(role string) Status {
		t.Helper()
		all, err := p.Status()
		p.must(err)
		for _, s := range all {
			if s.Role == role {
				return s
			}
		}
		t.Fatalf("there is no %s", role)
		return Status{}
	}
	was := status(metadata.TARGETS)
	p.sign(metadata.TARGETS, town(t, "0315-9"), "targets") // ready, but nobody has said to publish it
	stamp, snapshot := status(metadata.TIMESTAMP), status(metadata.SNAPSHOT)
	if _, err := p.Renew(7, 7, p.keys["online"]); err != nil {
		t.Fatal(err)
	}
	if got := status(metadata.TARGETS); got.Version != was.Version || got.Draft == 0 {
		t.Errorf("%+v, was %+v", got, was)
	}
	if got := status(metadata.TIMESTAMP); got.Version != stamp.Version+1 {
		t.Errorf("%+v, was %+v", got, stamp)
	}
	if got := status(metadata.SNAPSHOT); got.Version != snapshot.Version+1 {
		t.Errorf("%+v, was %+v", got, snapshot)
	}
	if _, err := os.Stat(p.path(draft(metadata.TARGETS))); err != nil {
		t.Error(err)
	}
}
