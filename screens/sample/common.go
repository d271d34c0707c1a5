package sample

import (
	"fmt"
	"time"

	"govkiosk/screens"
)

func workings(lang screens.Lang) []Named {
	working := func(change func(*screens.Working)) screens.View {
		v := step(screens.ScreenWorking, lang, 2)
		v.Working = &screens.Working{Doing: "send", For: time.Second, Where: text("综合窗口 1–4 号，本层左边", "General windows 1–4, left on this floor")}
		change(v.Working)
		return v
	}
	return []Named{
		{"40-working", working(func(*screens.Working) {})},
		{"40-working-8", working(func(w *screens.Working) { w.For = 9 * time.Second })},
		{"40-working-20", working(func(w *screens.Working) { w.For = 23 * time.Second })},
		{"40-working-again", working(func(w *screens.Working) { w.For, w.Unsure = 3*time.Second, true })},
		{"40-working-not-done", working(func(w *screens.Working) {
			w.For, w.Failed, w.FailedAt, w.Tries = 0, screens.ReasonNetwork, at(9, 36), 2
			w.Report = true
		})},
		{"40-working-refused", working(func(w *screens.Working) {
			w.For, w.Failed, w.FailedAt, w.Final = 0, screens.ReasonRefused, at(9, 36), true
		})},
		{"40-working-unsure", working(func(w *screens.Working) {
			w.Doing, w.For, w.Failed, w.FailedAt, w.Tries, w.Unsure = "fetch", 0, screens.ReasonSlow, at(9, 36), 3, true
		})},
	}
}

func questions(lang screens.Lang) []Named {
	question := func(q screens.Question) screens.View {
		v := step(screens.ScreenQuestion, lang, 1)
		v.Question = &q
		return v
	}
	person := &screens.Person{Name: "张*三", Number: "130202********002X", Source: screens.SourceCard}
	owners := screens.Question{
		Title:  text("房子现在登记在谁的名下？", "In whose name is the home now?"),
		Lead:   text("选一项就好，后面的材料按这个减。", "Choose one. It decides which papers you can leave out."),
		Person: person,
		Choices: []screens.Choice{
			{ID: "1", Name: text("我一个人", "Mine alone"), Icon: "user-round"},
			{ID: "2", Name: text("我和配偶，或几个人共有", "Mine and my spouse's, or shared"), Detail: text("共有人要一起签字，可以用手机签", "All owners sign, by phone if they like"), Icon: "users-round"},
			{ID: "3", Name: text("家里去世的老人", "A relative who has died"), Detail: text("继承，先到公证处或用告知承诺", "Inheritance: a notary, or a signed statement"), Icon: "house"},
			{ID: "4", Name: text("单位或公司", "A company"), Icon: "building-2", Reason: screens.ReasonNotHere, Where: text("请到 12 号窗口", "use window 12")},
		}}
	var many []screens.Choice
	for i := 1; i <= 40; i++ {
		c := screens.Choice{ID: fmt.Sprint(i), Name: text(fmt.Sprintf("第 %d 类个体工商户开业、变更登记", i), fmt.Sprintf("Sole trader, kind %d: start or change", i)),
			Detail: text("市场监督管理局 | 当场办结", "Market regulation | done at once"), Status: text("不收费", "free")}
		if i%7 == 0 {
			c.Reason = screens.ReasonNetwork
		}
		many = append(many, c)
	}
	boxes := screens.Question{
		Title: text("哪些材料您今天带来了？", "Which papers did you bring?"), Many: true, Next: "next", Ready: true,
		Choices: []screens.Choice{
			{ID: "a", Name: text("不动产权证书", "Property certificate"), Detail: text("原件", "Original"), Chosen: true},
			{ID: "b", Name: text("买卖合同", "Contract of sale"), Detail: text("原件 1 份，双方签字", "One original, signed by both")},
			{ID: "c", Name: text("完税证明", "Tax certificate"), Detail: text("税务局已共享，不用带", "Shared by the tax office"), Chosen: true, Status: text("已共享", "Shared")},
		}}
	picked := screens.Question{Title: text("您和申请人是什么关系？", "How are you related to the applicant?"), Next: "next", Ready: true,
		Choices: []screens.Choice{{ID: "self", Name: text("本人", "Myself")}, {ID: "child", Name: text("子女", "Son or daughter"), Chosen: true},
			{ID: "spouse", Name: text("配偶", "Spouse")}, {ID: "agent", Name: text("受委托人", "Agent"), Detail: text("带上委托书和您的身份证", "With a letter of authority and your ID card")}, {ID: "other", Key: "other"}}}
	return []Named{
		{"41-question", question(owners)},
		{"41-question-many", question(screens.Question{Title: text("您要办哪一项？", "Which matter?"), Choices: many})},
		{"41-question-boxes", question(boxes)},
		{"41-question-first", question(screens.Question{Title: boxes.Title, Many: true, Next: "next", Choices: []screens.Choice{boxes.Choices[1]}})},
		{"41-question-picked", question(picked)},
		{"41-question-two", question(screens.Question{Title: text("这是您的第一套住房吗？", "Is this your first home?"), Choices: []screens.Choice{{ID: "y", Key: "yes"}, {ID: "n", Key: "no"}}})},
		{"41-question-long", question(screens.Question{
			Title: text("申请人或者申请人的配偶、未成年子女，近五年内是否在本市缴纳过社会保险？", "Did the applicant, the spouse or a child under age pay social insurance in this city in the last five years?"),
			Choices: []screens.Choice{
				{ID: "1", Name: text("缴纳过，累计满三十六个月，而且现在仍在缴纳", "Yes, for thirty-six months or more, and still paying now"), Detail: text("由人力资源和社会保障局核对，您不用带缴费证明来", "We check with Human Resources and Social Security: bring no proof")},
				{ID: "2", Name: text("缴纳过，累计不满三十六个月", "Yes, for less than thirty-six months"), Detail: text("可以先受理，三十个工作日内补齐", "We accept it now; the rest follows within thirty working days")},
				{ID: "3", Name: text("没有缴纳过", "No")}}})},
		{"41-question-empty", question(screens.Question{Key: "declare", Title: text("您要接着办哪一件？", "Which one do you want to go on with?")})},
	}
}
