package journey

// Origin is where a report or a rating was begun from. Going back from its
// first page leads there; without one it leads home.
type Origin struct {
	Service Service
	Page    Page
}

// asideTo turns to another service. What is under way at the page that is
// left comes to an end as if the citizen had gone home; what the service
// holds stays, for the way back.
func (t *turn) asideTo(s Service) {
	from := Origin{t.Service, t.Page}
	switch t.Page {
	case PageWorking:
		from.Page = t.Call.From
		t.leaveCall()
	case PageDone:
		from = t.Origin // what is through is not gone back to
		if back := t.Done.Back; back != "" {
			from = Origin{t.Service, back}
		}
		t.leaveDone()
	}
	switch from.Page {
	case PageHome, PageIdentify, PagePad, PageNotice, PageWrite, PageQuestion:
		from = Origin{}
	}
	if leave := chapterOf(t.Service).leave; leave != nil && from == (Origin{}) {
		leave(t)
	}
	t.Origin, t.Service = from, s
}

// comeBack leads to where the service was turned aside from.
func (t *turn) comeBack() {
	t.Service, t.Page = t.Origin.Service, t.Origin.Page
	t.Origin = Origin{}
	t.Left = t.allowance()
}

// backFromAside leaves the first page of a service that others lead to.
func (t *turn) backFromAside() {
	if t.Origin.Service == "" {
		t.toHome()
		return
	}
	t.comeBack()
}
