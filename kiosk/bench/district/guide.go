package district

import (
	"strings"

	"govkiosk/kiosk/bench/district/registry"
	"govkiosk/kiosk/hall/api"
)

// formCodes are the codes of the item tables for how a material is handed in.
// A shared one is not handed in at all.
var formCodes = map[string]string{"paper": "1", "electronic": "2", "licence": "3", "deferred": "4", "commitment": "7"}

var taskTypes = map[string]api.Words{
	"01": words("行政许可", "Licence"), "02": words("行政处罚", "Penalty"), "04": words("行政征收", "Levy"), "05": words("行政给付", "Payment"),
	"06": words("行政检查", "Inspection"), "07": words("行政确认", "Confirmation"), "09": words("行政裁决", "Adjudication"),
	"21": words("公共服务", "Public service"),
}

var handleAreas = map[string]api.Notice{
	"district": {Zh: "全区通办", En: "Anywhere in the district"}, "city": {Zh: "全市通办", En: "Anywhere in the city"},
	"province": {Zh: "全省通办", En: "Anywhere in the province"}, "country": {Zh: "全国通办", En: "Anywhere in the country"},
}

// guide is the catalogue as a terminal keeps it.
func (d *District) guide() api.Guide {
	g := api.Guide{}
	for _, dep := range d.registry.Departments {
		g.Departments = append(g.Departments, api.GuideDepartment{
			Code: dep.Unit, Name: api.Words(dep.Name), Short: api.Words(dep.Short), Initials: registry.Initials(dep.Short.Zh),
		})
	}
	for _, e := range d.registry.Events {
		g.LifeEvents = append(g.LifeEvents, api.LifeEvent{
			Code: e.Code, Name: api.Words(e.Name), Explain: api.Notice(e.Explain),
			Items: d.codes(e.Items), Initials: registry.Initials(e.Name.Zh),
		})
	}
	for _, i := range d.registry.Items {
		g.Items = append(g.Items, d.summary(i))
	}
	g.About = d.about(g)
	return g
}

// codes are the whole codes of items.
func (d *District) codes(basics []string) []api.BusinessCode {
	out := []api.BusinessCode{}
	for _, basic := range basics {
		out = append(out, d.registry.Item(basic).Code())
	}
	return out
}

func (d *District) summary(i *registry.Item) api.ItemSummary {
	types := taskTypes[i.Type()]
	s := api.ItemSummary{
		Code: i.Code(), Name: api.Words(i.Name), Department: i.Department.Unit, ProjectType: i.ProjectType(),
		Initials: i.Initials, Aliases: i.Aliases, Here: i.Kiosk, Declarable: declarable(i), Bookable: i.Schedule,
		Queueable: d.queueOf(i) != nil, Area: d.handleArea(i),
		TaskType: &api.Coded{Code: i.Type(), Raw: ptr(i.Type()), Name: &types},
	}
	switch i.Server {
	case "natural":
		s.ServerType = &api.Coded{Code: "1", Raw: ptr("1"), Name: ptr(words("自然人", "People"))}
	case "legal":
		s.ServerType = &api.Coded{Code: "2", Raw: ptr("2"), Name: ptr(words("法人", "Legal persons"))}
	default:
		s.ServerType = &api.Coded{Code: "1", Raw: ptr("1,2"), Name: ptr(words("自然人、法人", "People and legal persons"))}
	}
	return s
}

// declarable items are those of people that a terminal can take in whole.
func declarable(i *registry.Item) bool {
	return i.Kiosk && i.Server != "legal" && len(i.Needs) > 0
}

func (d *District) handleArea(i *registry.Item) api.HandleArea {
	a := api.HandleArea{Code: i.Area, Name: handleAreas[i.Area]}
	var towns []api.AreaCode
	for _, p := range d.registry.Places {
		if p.Kind != "hall" && p.Takes(i.Department.Code) {
			towns = append(towns, p.Area)
		}
	}
	if towns != nil {
		a.TownCodes = &towns
	}
	return a
}

// queueOf is the queue that serves an item; the general windows serve what has
// none of its own.
func (d *District) queueOf(i *registry.Item) *business {
	for _, b := range d.data.businesses {
		if b.Item == i.Queue {
			return b
		}
	}
	return d.data.businesses[generalWindows]
}

// generalWindows is the business that takes what no other queue takes.
const generalWindows = "11130202000001011H4002100101001"

func limits(i *registry.Item) api.Limits {
	return api.Limits{
		AnticipateDay: i.Statutory.N, AnticipateType: i.Statutory.Unit, PromiseDay: i.Promised.N, PromiseType: i.Promised.Unit,
	}
}

// item is one item whole.
func (d *District) item(i *registry.Item) api.Item {
	result := d.registry.Results[i.Result]
	out := api.Item{
		Summary: d.summary(i), DeptName: api.Words(i.Department.Name), Limits: limits(i), LimitSceneNum: visits(i),
		CatalogCode: ptr(i.Catalog()), Results: &[]api.Words{api.Words(result.Name)}, IsFee: !i.Free(), Fees: []api.Fee{},
		Steps: steps(i, result), Windows: d.windowsOf(i), Conditions: []api.LongWords{}, Materials: []api.GuideMaterial{},
		Faq: []api.FrequentQuestion{}, Proofs: []api.ID{},
		LinkWay: &i.Department.Phone, SuperviseWay: ptr("12345；“办不成事”窗口 A 区 1 号"), IsExpress: ptr(result.Certificate),
		TransactTime: notice("周一至周五 8:30–12:00、13:30–17:00，周六 9:00–12:00", "Mon–Fri 8:30–12:00, 13:30–17:00, Sat 9:00–12:00"),
	}
	if !i.Free() {
		out.Fees = append(out.Fees, api.Fee{Name: words("办理费用", "Fee"), Standard: api.Words(i.Fee)})
	}
	for _, c := range i.Conditions {
		out.Conditions = append(out.Conditions, api.LongWords(c))
	}
	for _, n := range i.Needs {
		out.Materials = append(out.Materials, d.guideMaterial(n))
	}
	for _, q := range i.FAQ {
		out.Faq = append(out.Faq, api.FrequentQuestion{Question: api.Words(q[0]), Answer: api.LongWords(q[1])})
	}
	for _, p := range d.registry.ProofsOf(i) {
		out.Proofs = append(out.Proofs, p.Code)
	}
	out.About = d.about(out)
	return out
}

// visits is how often somebody must come: not at all for what a terminal or a
// phone can do and nothing is fetched for.
func visits(i *registry.Item) int {
	if i.ProjectType() == "1" || declarable(i) {
		return 1
	}
	return 2
}

func steps(i *registry.Item, r *registry.Result) []api.Words {
	if i.ProjectType() == "1" {
		return []api.Words{words("交材料", "Hand in"), words("当场办结", "Done at once")}
	}
	out := []api.Words{
		words("交材料", "Hand in"), words("受理", "Accepted"), words("审查", "Examined"), words("决定", "Decided"),
	}
	if r.Certificate {
		out = append(out, words("领"+r.Name.Zh, "Collect: "+r.Name.En))
	}
	return out
}

func (d *District) guideMaterial(n registry.Need) api.GuideMaterial {
	m := d.registry.Materials[n.Code]
	g := api.GuideMaterial{
		Code: n.Code, Name: api.Words(m.Name), IsNeed: !n.Optional, Forms: forms(m),
		SourceType: api.Coded{Code: issuerType(m), Name: ptr(api.Words(m.Issuer))}, SourceExplain: api.Notice(m.Issuer), Copies: ptr(1),
	}
	if isShared(m) {
		g.Shared = ptr(true)
	}
	if n.Optional {
		g.OnlyIf = &[]api.AnswerGiven{{Question: n.Code, Choice: "yes"}}
	}
	return g
}

// forms are the codes of how a material may be handed in, the best first.
func forms(m *registry.Material) []api.ServiceCode {
	out := []api.ServiceCode{}
	for _, f := range m.Forms {
		if code := formCodes[f]; code != "" {
			out = append(out, code)
		}
	}
	return out
}

func isShared(m *registry.Material) bool {
	return strings.Contains(strings.Join(m.Forms, " "), "shared")
}

// issuerType is source_type: 10 the applicant, 20 a department, 99 others.
func issuerType(m *registry.Material) string {
	switch {
	case strings.Contains(m.Issuer.En, "your"):
		return "10"
	case isShared(m):
		return "20"
	}
	return "99"
}

// windowsOf are the places where an item is handled, the hall first.
func (d *District) windowsOf(i *registry.Item) []api.GuideWindow {
	out := []api.GuideWindow{}
	for _, p := range d.registry.Places {
		if !p.Takes(i.Department.Code) {
			continue
		}
		w := api.GuideWindow{
			Place: p.Code, Name: api.Words(p.Name), Area: words("便民大厅", "Front hall"), Windows: "1–3",
			Hours: api.Notice(p.Hours), Address: api.Words(p.Address), Phone: &p.Phone,
		}
		if p.Kind == "hall" {
			b := d.queueOf(i)
			w.Area, w.Windows, w.Map = b.queue.Area, b.queue.Windows, mapOf(b.queue)
		}
		out = append(out, w)
	}
	return out
}

// mapOf is where a group of windows is on the floor plan: areas A to F along
// the hall, windows from left to right.
func mapOf(q *queue) *api.WindowMap {
	area := strings.Index("ABCDEF", q.Area.Zh[:1])
	return &api.WindowMap{Floor: words("一楼大厅", "Ground floor"), X: min(1000, 60+q.numbers[0]*45), Y: 100 + max(0, area)*150}
}
