package hall

// AreaScope is where else an item is handled.
type AreaScope string

const (
	InDistrict    AreaScope = "district"
	InCity        AreaScope = "city"
	InProvince    AreaScope = "province"
	InCountry     AreaScope = "country"
	CrossProvince AreaScope = "cross-province"
)

// Known reports whether it is one of those above.
func (c AreaScope) Known() bool {
	switch c {
	case InDistrict, InCity, InProvince, InCountry, CrossProvince:
		return true
	}
	return false
}

// Guide is the catalogue of items.
type Guide struct {
	About       About
	Departments []GuideDepartment
	LifeEvents  []LifeEvent
	Items       []ItemSummary
}

// GuideDepartment has items.
type GuideDepartment struct {
	Code     string // dept_code
	Name     Words  // dept_name
	Short    Words
	Initials []string
}

// LifeEvent is items that belong together (高效办成一件事).
type LifeEvent struct {
	Code     string
	Name     Words
	Explain  Words
	Items    []string
	Initials []string
	Link     string
}

// ItemSummary is an item in a list.
type ItemSummary struct {
	Code        string // task_code 实施编码, or task_handle_item 业务办理项编码
	Name        Words  // task_name
	Department  string // dept_code
	ProjectType Code[ProjectType]
	Initials    []string
	Aliases     []string
	Here        bool // is_service_terminals
	Declarable  bool // can be declared at a terminal
	Bookable    bool // is_schedule
	Queueable   bool // A number can be had for it
	Area        HandleArea
	TaskType    Code[string] // 01 licence … 09 adjudication, 20 and 21 differ between provinces
	ServerType  Code[string] // 1 person, 2 legal person
}

// HandleArea is where else an item is handled (通办).
type HandleArea struct {
	Code      Code[AreaScope] // handle_area 通办范围: district, city, province, country, cross-province
	Name      Words
	TownCodes []string // townships, streets and communities that handle it too
}

// Item is one item whole.
type Item struct {
	About         About
	Summary       ItemSummary
	DeptName      Words
	Limits        Limits
	LimitSceneNum int     // limit_scene_num 到办事现场次数
	Conditions    []Words // accept_condition
	Materials     []GuideMaterial
	IsFee         bool
	Fees          []Fee
	Steps         []Words // handle_flow
	Windows       []GuideWindow
	FAQ           []FrequentQuestion
	Proofs        []string
	CatalogCode   string
	ByLaw         Words   // by_law
	Results       []Words // result_name
	LinkWay       string  // link_way
	SuperviseWay  string  // supervise_way
	TransactTime  Words   // transact_time
	OnlineLink    string
	IsExpress     bool // is_express
}

// GuideMaterial is a paper that an item needs.
type GuideMaterial struct {
	Code          string
	Name          Words // material_name
	IsNeed        bool
	Forms         []Code[Form] // 1 paper, 2 electronic, 3 licence reuse, 4 容缺, 7 告知承诺
	SourceType    Code[string] // source_type
	SourceExplain Words        // source_explain
	Copies        int          // page_num
	PageFormat    Words        // page_format
	AcceptStand   Words        // accept_stand
	ByLaw         Words
	OnlyIf        []AnswerGiven // needed only after one of these answers
	Shared        bool          // departments share it; nothing is brought
}

// Fee is what an item costs.
type Fee struct {
	Name     Words // fee_name
	Standard Words // fee_stand
	ByLaw    Words
	Reduced  Words // is_desc
}

// GuideWindow is where an item is handled.
type GuideWindow struct {
	Place   string
	Name    Words // of the place
	Area    Words
	Windows string
	Hours   Words // transact_time
	Address Words // transact_addr
	Phone   string
	Map     *WindowMap
}

// WindowMap is a point on a floor plan, in thousandths of its width and height.
type WindowMap struct {
	Floor Words
	X     int // of the floor plan's width, thousandths from the left
	Y     int // of its height, thousandths from the top
}

// FrequentQuestion is one with its answer.
type FrequentQuestion struct {
	Question Words
	Answer   Words
}
