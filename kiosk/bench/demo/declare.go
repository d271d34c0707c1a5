package demo

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"govkiosk/kiosk/bench/code"
	"govkiosk/kiosk/bench/control"
)

// declare is 事项申报 whole: whom it is for, the situation, a material of every
// kind; half way it goes on on the phone and is found again; the form is filled
// in, one answer mended, and the number comes on paper.
var declare = Scenario{
	Name: "declare", Title: "事项申报",
	steps: []step{
		{"attract", attract},
		{"home", service("declare")},
		{"identify", identify(card)},
		{"department", question("department", "department", shopDepartment)},
		{"matter", press("list", "list", "business", "")},
		{"for", question("for", "whom it is for", "self")},
		{"lease", question("situation", "situation", "yes")},
		{"food", question("situation", "situation", "yes")},
		{"materials", press("sheet", "materials", "next", "")},
		{"licence", question("licence", "ID card", "")},
		{"suspend", suspend},
		{"phone", goOnByPhone},
		{"return", comeBack},
		{"draft", question("draft", "draft", "")},
		{"again", press("sheet", "again", "next", "")},
		{"promise", question("premises", "premises", "7")},
		{"agree", press("sheet", "promise", "yes", "")},
		{"lease by phone", question("by-phone", "lease", "2")},
		{"upload", upload},
		{"later", question("later", "health certificates", "4")},
		{"settled", press("sheet", "settled", "next", "")},
		{"form", fillIn},
		{"mend", press("sheet", "form", "no", "")},
		{"field", question("field", "wrong field", "trade-kind")},
		{"answer", question("answer", "kind of trade", "retail")},
		{"submit", press("sheet", "form-whole", "next", "")},
		{"declared", booked},
		{"leave", leave},
	},
	check: func(ctx context.Context, p *Player) error {
		if err := once(p.calls(), "startDraft", "submitDraft"); err != nil {
			return err
		}
		return p.checkCode(ctx, "个体工商户设立登记", "办件编号")
	},
}

// shopDepartment is that of the market supervision.
const shopDepartment = "1113020200000110XW"

// suspend goes back to the materials, asks for the phone and leaves.
func suspend(ctx context.Context, p *Player) error {
	if err := p.touch(ctx, "back", ""); err != nil {
		return err
	}
	return press("sheet", "half-way", "send", "")(ctx, p)
}

// goOnByPhone scans the code on the glass as a phone would, looks at the draft
// and fills in a part of the form; the citizen takes the card and goes.
func goOnByPhone(ctx context.Context, p *Player) error {
	link, err := p.codeOnGlass(ctx, "to-phone")
	if err != nil {
		return err
	}
	page, err := p.bench.Open(ctx, link)
	if err != nil {
		return err
	}
	for _, want := range []string{"房屋租赁合同", "店名", "来自：身份证"} {
		if !strings.Contains(page, want) {
			return fmt.Errorf("step %s: the phone does not show %s", p.step, want)
		}
	}
	form := url.Values{"trade-name": {"样样好小吃店"}, "trade-address": {"样例街 8 号"}}
	if _, err := p.bench.Send(ctx, link+"/form", form); err != nil {
		return err
	}
	p.out.physical("form filled in on the phone", "done")
	if err := p.touch(ctx, "done", ""); err != nil {
		return err
	}
	return takeCard(ctx, p)
}

// comeBack begins anew, with the same card.
func comeBack(ctx context.Context, p *Player) error {
	for _, play := range []func(context.Context, *Player) error{attract, service("declare"), identify(card)} {
		if err := play(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// upload sends a page from the phone; the terminal goes on by itself.
func upload(ctx context.Context, p *Player) error {
	link, err := p.codeOnGlass(ctx, "upload")
	if err != nil {
		return err
	}
	if _, err := p.bench.Open(ctx, link); err != nil {
		return err
	}
	if _, err := p.bench.Send(ctx, link+"/lease", url.Values{"sample": {"1"}}); err != nil {
		return err
	}
	p.out.physical("lease photographed and sent by the phone", "done")
	_, err = p.until(ctx, "page after the upload", on("question"))
	return err
}

// codeOnGlass is what the code on a page says to a camera.
func (p *Player) codeOnGlass(ctx context.Context, name string) (string, error) {
	picture, err := p.settled(ctx, "page with a code", on("sheet"))
	if err != nil {
		return "", err
	}
	if err := p.out.screen(name, picture); err != nil {
		return "", err
	}
	link, err := code.Read(picture)
	if err != nil {
		return "", fmt.Errorf("step %s: the code on the glass cannot be read: %w", p.step, err)
	}
	return link, nil
}

// fieldsMost is more than any form has.
const fieldsMost = 20

// fillIn answers what the form lacks, one field after the other, until its
// filled key hands it in.
func fillIn(ctx context.Context, p *Player) error {
	for range fieldsMost {
		t, err := p.until(ctx, "form", on("sheet"))
		if err != nil {
			return err
		}
		w, ok := t.Find("next", "")
		if !ok {
			return errors.New("the form has no filled key")
		}
		if w.Label == "都对，提交" {
			return nil
		}
		if err := press("sheet", "lacks", "next", "")(ctx, p); err != nil {
			return err
		}
		if err := p.answer(ctx); err != nil {
			return err
		}
	}
	return fmt.Errorf("step %s: the form has more than %d fields", p.step, fieldsMost)
}

// answer gives the field that is asked for its first answer.
func (p *Player) answer(ctx context.Context) error {
	asked := func(t control.Tree) bool { return on("question")(t) || on("date")(t) || on("pad")(t) }
	t, err := p.until(ctx, "page that asks for a field", asked)
	if err != nil {
		return err
	}
	switch t.Screen {
	case "date":
		return p.day(ctx)
	case "pad":
		if err := p.touch(ctx, "key", "2"); err != nil {
			return err
		}
		return press("pad", "pad", "next", "")(ctx, p)
	}
	return question("choice", "field", "")(ctx, p)
}

// day takes the first that can be had of year, month and day.
func (p *Player) day(ctx context.Context) error {
	for range 5 {
		t, err := p.until(ctx, "date", on("date"))
		if err != nil {
			return err
		}
		for _, part := range []string{"next", "day", "month", "year", "decade"} {
			if _, ok := t.Find(part, ""); !ok {
				continue
			}
			if err := press("date", part, part, "")(ctx, p); err != nil {
				return err
			}
			if part == "next" {
				return nil
			}
			break
		}
	}
	return fmt.Errorf("step %s: no day could be chosen", p.step)
}
