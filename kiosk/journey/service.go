package journey

// Service is what citizens come for. The words are those of the
// configuration.
type Service string

const (
	ServiceQueue   Service = "queue"   // 排队取号
	ServiceCheckin Service = "checkin" // 预约签到
	ServiceInquiry Service = "inquiry" // 办件查询
	ServicePickup  Service = "pickup"  // 证照领取
	ServiceDeclare Service = "declare" // 事项申报
	ServiceAppoint Service = "appoint" // 预约办事
	ServiceGuide   Service = "guide"   // 办事指南
	ServiceProof   Service = "proof"   // 证明核查
	ServiceRating  Service = "rating"  // 服务评价
	ServiceReport  Service = "report"  // 办不成事
)

// Services are all of them, in the order of the configuration.
var Services = []Service{
	ServiceQueue, ServiceCheckin, ServiceInquiry, ServicePickup, ServiceDeclare,
	ServiceAppoint, ServiceGuide, ServiceProof, ServiceRating, ServiceReport,
}

// Ways are the ways besides the ID card in which a person may say who they
// are.
type Ways struct {
	Phone  bool
	Number bool    // a typed ID number
	None   bool    // nothing at all
	Code   PadKind // a typed number that says nothing of who is there; empty: none
	For    string  // with Code, which words the pad has: "booking"
}

// chapter is the part of a visit that one service fills. A field that is nil
// has nothing to do.
type chapter struct {
	offered   func(State) Reason       // why it cannot be had here now; empty: it can
	ways      func(State) Ways         // besides the card; nil: the card alone
	nobody    bool                     // it begins without asking who is there
	begin     func(*turn)              // shows the first page, once it is known who is there
	touch     func(*turn, Touch)       // a key on a page of its own
	back      func(*turn)              // undoes one step on a page of its own, a question, or a number or text it asked for
	held      func(State) bool         // it cannot be left now: something stands open
	leave     func(*turn)              // settles what is half done: the citizen goes elsewhere
	codes     func(State) []CodeKind   // what the scanner is wanted for on this page
	scanned   func(*turn, CodeSeen)    // a code of those
	listed    func(State) Catalogue    // the matters that its list offers; nil: the businesses that have a queue
	picked    func(*turn, Business)    // one of them was touched
	typed     func(*turn, Pad)         // a finished number that says nothing of who is there
	chose     func(*turn, []string)    // the IDs that were chosen of a question
	wrote     func(*turn, string)      // a text that was written; empty: skipped
	dated     func(*turn, string)      // a day that was chosen, 2006-01-02; empty: skipped
	answered  func(*turn, Answer)      // what the hall said to a Query
	submitted func(*turn, Answer)      // what the hall did for an Order
	kept      func(*turn, string)      // an Order waits in this terminal, under this reference
	refused   func(*turn, Reason) bool // the hall said no for good; false: the page of the call says so
	second    func(*turn)              // a second has passed on a page of its own
	clear     func(*State) []string    // forgets what it holds, and names it
	again     func(*turn)              // one more matter of the same kind; nil: the home page
}

// chapterOf is the service's part. Chapters come from functions: as variables
// they would refer to themselves through turn.
func chapterOf(s Service) chapter {
	switch s {
	case ServiceQueue:
		return queueChapter()
	case ServiceDeclare:
		return declareChapter()
	case ServiceGuide:
		return guideChapter()
	case ServiceProof:
		return proofChapter()
	case ServiceInquiry:
		return inquiryChapter()
	case ServiceRating:
		return ratingChapter()
	case ServiceReport:
		return reportChapter()
	case ServiceCheckin:
		return checkinChapter()
	case ServiceAppoint:
		return appointChapter()
	case ServicePickup:
		return pickupChapter()
	}
	return chapter{offered: func(State) Reason { return ReasonNotHere }}
}

// Offered says why a service cannot be had here now; empty: it can.
func (s State) Offered(service Service) Reason {
	if !s.World.Offers[string(service)] {
		return ReasonNotHere
	}
	if s.World.Journal != "" {
		return s.World.Journal
	}
	if why := s.shut(service); why != "" {
		return why
	}
	if offered := chapterOf(service).offered; offered != nil {
		return offered(s)
	}
	return ""
}

// online says why a service that needs the hall cannot be had.
func online(s State) Reason { return s.World.Network }

// Ways returns how a person may say who they are, for the service at hand.
func (s State) Ways() Ways {
	if ways := chapterOf(s.Service).ways; ways != nil {
		return ways(s)
	}
	return Ways{}
}

// touchHome begins a service: who is there is asked where it matters and is
// not known.
func (t *turn) touchHome(e Touch) {
	service := Service(e.Arg)
	if e.Do != "service" || t.Offered(service) != "" {
		return
	}
	t.Service = service
	c := chapterOf(service)
	if service == ServiceQueue {
		t.fetchList()
	}
	if c.nobody || t.Person != nil && t.suits(*t.Person) {
		t.beginService()
		return
	}
	t.toIdentify()
}

// beginService shows the service's first page.
func (t *turn) beginService() {
	t.Warned = false
	chapterOf(t.Service).begin(t)
}

// suits tells whether the service at hand takes a person as they said who
// they are: a phone number is enough to queue and opens no cell.
func (t *turn) suits(p Person) bool {
	ways := t.Ways()
	switch p.Source {
	case SourceTyped:
		return ways.Number
	case SourcePhone:
		return ways.Phone
	case SourceNone:
		return ways.None
	}
	return true
}

// leaveService settles what is half done before the citizen goes elsewhere.
func (t *turn) leaveService() {
	t.leaveCall()
	if leave := chapterOf(t.Service).leave; leave != nil {
		leave(t)
	}
	t.leaveDone()
	if t.Origin.Service != "" {
		t.comeBack()
		t.leaveService()
	}
}

// backOwn undoes one step of the service.
func (t *turn) backOwn() {
	if back := chapterOf(t.Service).back; back != nil {
		back(t)
	}
}

// own sends a key to the service's own pages.
func (t *turn) own(e Touch) {
	if touch := chapterOf(t.Service).touch; touch != nil {
		touch(t, e)
	}
}

// clearServices forgets what the services hold of a person and names it.
func (t *turn) clearServices() []string {
	var names []string
	for _, s := range Services {
		if clear := chapterOf(s).clear; clear != nil {
			names = append(names, clear(&t.State)...)
		}
	}
	return names
}
