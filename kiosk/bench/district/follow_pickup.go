package district

import (
	"database/sql"
	"errors"
	"net/http"

	"govkiosk/kiosk/hall/api"
)

// followReceipt shows what was taken and what was left of one pickup.
func (d *District) followReceipt(tx *txn, id string, f *follow) (bool, error) {
	p, known, err := get[filePickup](tx, kindPickup, id)
	if err != nil || !known {
		return false, err
	}
	v, err := d.viewPickup(tx, p)
	if err != nil {
		return false, err
	}
	f.Title, f.Status = in(f.English, "证照领取记录", "What was collected"), p.At.In(zone).Format("2006-01-02 15:04")
	f.row("凭证号", "Receipt", p.Serial)
	f.row("领取人", "Taken by", p.By)
	for _, i := range v.Items {
		f.row(i.Name.Zh, i.Name.En, f.say(pickupStates[i.State]))
		f.row("查询编号", "Looked into under", value(i.Reference))
	}
	return true, nil
}

// pickupStates are the words of what became of a certificate.
var pickupStates = map[string]api.Words{
	"collected": words("已领取", "Collected"), "not-collected": words("没有领取", "Not collected"),
	"unknown": words("等工作人员核对", "Somebody is checking"), "waiting": words("正在领取", "Being collected"),
}

// followTaken shows what was taken without the network, by the key on the
// receipt. Until the terminal has told of it there is nothing to show but why.
func (d *District) followTaken(tx *txn, key string, f *follow) (bool, error) {
	told, err := all[fileTaken](tx, `kind = ? AND ref = ?`, kindTaken, key)
	f.Title = in(f.English, "断网时领取的证照", "Collected without the network")
	if err != nil || len(told) == 0 {
		f.Status = in(f.English, "还没有补记", "Not heard of yet")
		f.Text = in(f.English, "自助机联网以后自动补记。请留好凭证。", "The terminal reports it once it has the network again. Please keep the receipt.")
		return true, err
	}
	f.Status = in(f.English, "已经补记", "On record")
	for _, t := range told {
		state := pickupStates["unknown"]
		if t.Conflict == nil && t.Outcome != "" {
			state = pickupStates[t.Outcome]
		}
		f.row(t.Name.Zh, t.Name.En, f.say(state))
		if t.Conflict != nil {
			f.row("查询编号", "Looked into under", t.Conflict.Reference)
		}
	}
	return true, nil
}

// followNumber answers the code on the slip of a number out of a block. Who
// has a slip can guess the next one's, so it shows and gives back nothing.
func (d *District) followNumber(mux *http.ServeMux) {
	mux.HandleFunc("GET /n/{block}/{number}", func(w http.ResponseWriter, r *http.Request) {
		d.showFollow(w, r, func(tx *txn, _ string, f *follow) (bool, error) {
			return d.numberOf(tx, r.PathValue("block"), r.PathValue("number"), f)
		})
	})
}

func (d *District) numberOf(tx *txn, block, number string, f *follow) (bool, error) {
	b, err := scanLease(tx.QueryRow(`SELECT `+leaseColumns+` FROM blocks WHERE id = ?`, block).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	rows, err := selectRows(tx, `day = ? AND prefix = ? AND seq BETWEEN ? AND ?`, b.Day, b.Prefix, b.First, b.Last)
	if err != nil {
		return false, err
	}
	f.Title = number
	for _, r := range rows {
		if r.number() != number {
			continue
		}
		t := d.view(tx.world, r)
		f.Status = f.say(ticketStates[t.Status])
		f.row("业务", "Matter", f.say(t.Name))
		f.row("区域", "Area", f.say(t.Area))
		f.row("窗口", "Windows", t.Windows)
		return true, nil
	}
	f.Status = in(f.English, "断网时取的号", "Given out without the network")
	f.Text = in(f.English, "自助机联网以后，这里显示排到哪里。请留意大厅屏幕。", "Once the terminal has the network again, this page says where it stands. Please watch the screens of the hall.")
	return true, nil
}

var ticketStates = map[api.TicketStatus]api.Words{
	api.Reserved: words("正在排队", "Waiting"), api.Confirmed: words("正在排队", "Waiting"), api.ETicket: words("正在排队", "Waiting"),
	api.Called: words("请到窗口", "Please go to the window"), api.Missed: words("已过号", "Missed"), api.Cancelled: words("已取消", "Given back"),
	api.Served: words("已办结", "Served"), api.Expired: words("已过期", "Expired"),
}
