package district

import (
	"database/sql"
	"errors"
	"net/http"
	"time"

	"govkiosk/kiosk/hall/api"
)

// lease is a block of numbers that one terminal may give out by itself. None
// of them is ever given out by the hall, nor leased again on that day.
type lease struct {
	ID, Terminal, Business, Day, Prefix string
	First, Last                         int
	LeasedAt, Expires                   time.Time
	Over                                bool
}

const leaseColumns = `id, terminal, business, day, prefix, first, last, leased_at, expires_at, over`

func scanLease(scan func(...any) error) (lease, error) {
	var b lease
	var leased, expires int64
	err := scan(&b.ID, &b.Terminal, &b.Business, &b.Day, &b.Prefix, &b.First, &b.Last, &leased, &expires, &b.Over)
	b.LeasedAt, b.Expires = time.UnixMilli(leased).In(zone), time.UnixMilli(expires).In(zone)
	return b, err
}

func (d *District) viewBlock(b lease) api.Block {
	return api.Block{
		ID: b.ID, Business: b.Business, Prefix: b.Prefix, First: b.First, Last: b.Last,
		LeasedAt: b.LeasedAt, ExpiresAt: b.Expires, Over: b.Over,
		Link: ptr(d.opts.BaseURL + "/n/" + b.ID + "/"),
	}
}

// leaseBlock leases the next numbers of a business, as many as its cap leaves.
func (d *District) leaseBlock(tx *txn, r api.BlockLease) (answer, error) {
	b := d.data.businesses[r.Business]
	if b == nil {
		return refuse("unknown-business"), nil
	}
	if d.data.Blocks.Numbers == 0 {
		return refuse("blocks-not-allowed"), nil
	}
	if ok, _ := d.hours.at(tx.now).numbers(tx.now); !ok {
		return refuse("closed"), nil
	}
	held, err := number(tx, `SELECT count(*) FROM blocks WHERE terminal = ? AND business = ? AND day = ? AND over = 0 AND expires_at > ?`,
		tx.from, r.Business, dayOf(tx.now), tx.now.UnixMilli())
	if err != nil {
		return answer{}, err
	}
	if held >= d.data.Blocks.Limit {
		return refuse("block-limit"), nil
	}
	count := min(r.Count, d.data.Blocks.Numbers)
	left, err := d.left(tx, b, tx.now)
	if err != nil {
		return answer{}, err
	}
	if left >= 0 {
		count = min(count, left)
	}
	if count == 0 {
		return refuse("full"), nil
	}
	l, err := d.carve(tx, b, count)
	return reply(http.StatusCreated, d.viewBlock(l)), err
}

// carve takes the next numbers of the prefix out of the hall's own count.
func (d *District) carve(tx *txn, b *business, count int) (lease, error) {
	first, err := d.nextSeq(tx, b)
	if err != nil {
		return lease{}, err
	}
	l := lease{
		ID: token(), Terminal: tx.from, Business: b.code(), Day: dayOf(tx.now), Prefix: b.prefix(),
		First: first, Last: first + count - 1, LeasedAt: tx.now, Expires: d.leaseEnd(tx.now),
	}
	_, err = tx.Exec(`INSERT INTO blocks (`+leaseColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?)`,
		l.ID, l.Terminal, l.Business, l.Day, l.Prefix, l.First, l.Last, l.LeasedAt.UnixMilli(), l.Expires.UnixMilli(), l.Over)
	return l, err
}

// leaseEnd is the end of a lease that begins now: no later than today's last
// number, and within the day.
func (d *District) leaseEnd(now time.Time) time.Time {
	end := now.Add(time.Duration(d.data.Blocks.Hours) * time.Hour)
	if last := d.hours.at(now).lastAt; !last.IsZero() && end.After(last) {
		end = last
	}
	if tomorrow := midnight(now).AddDate(0, 0, 1); !end.Before(tomorrow) {
		end = tomorrow.Add(-time.Millisecond)
	}
	return end
}

// leased is how many numbers of a business terminals may still give out now.
func (d *District) leased(q query, b *business, now time.Time) (int, error) {
	return number(q, `SELECT coalesce(sum(last - first + 1 - (SELECT count(*) FROM tickets
			WHERE tickets.day = blocks.day AND tickets.prefix = blocks.prefix AND seq BETWEEN first AND last)), 0)
		FROM blocks WHERE business = ? AND day = ? AND over = 0 AND expires_at > ?`, b.code(), dayOf(now), now.UnixMilli())
}

// withBlock finds a block of the terminal that asks.
func (d *District) withBlock(tx *txn, id string, do func(lease) (answer, error)) (answer, error) {
	b, err := scanLease(tx.QueryRow(`SELECT `+leaseColumns+` FROM blocks WHERE id = ? AND terminal = ?`, id, tx.from).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return refuse("unknown-block"), nil
	}
	if err != nil {
		return answer{}, err
	}
	return do(b)
}

func (d *District) renewBlock(tx *txn, id string) (answer, error) {
	return d.withBlock(tx, id, func(b lease) (answer, error) {
		end := d.leaseEnd(tx.now)
		if b.Over || !b.Expires.After(tx.now) || !end.After(b.LeasedAt) {
			return refuse("block-over"), nil
		}
		b.Expires = end
		_, err := tx.Exec(`UPDATE blocks SET expires_at = ? WHERE id = ?`, end.UnixMilli(), id)
		return reply(http.StatusOK, d.viewBlock(b)), err
	})
}

// releaseBlock takes back a block of which nothing was told.
func (d *District) releaseBlock(tx *txn, id string) (answer, error) {
	return d.withBlock(tx, id, func(b lease) (answer, error) {
		told, err := number(tx, `SELECT count(*) FROM tickets WHERE day = ? AND prefix = ? AND seq BETWEEN ? AND ?`, b.Day, b.Prefix, b.First, b.Last)
		if err != nil {
			return answer{}, err
		}
		if b.Over || told > 0 {
			return refuse("block-over"), nil
		}
		return d.closeBlock(tx, b)
	})
}

func (d *District) closeBlock(tx *txn, b lease) (answer, error) {
	b.Over = true
	_, err := tx.Exec(`UPDATE blocks SET over = 1 WHERE id = ?`, b.ID)
	return reply(http.StatusOK, d.viewBlock(b)), err
}

// blocksOf returns the blocks that a terminal holds.
func (d *District) blocksOf(q query, terminal string, now time.Time) (api.BlockList, error) {
	list := api.BlockList{At: now, Blocks: []api.Block{}}
	rows, err := q.Query(`SELECT `+leaseColumns+` FROM blocks WHERE terminal = ? AND over = 0 ORDER BY leased_at, first`, terminal)
	if err != nil {
		return list, err
	}
	defer rows.Close()
	for rows.Next() {
		b, err := scanLease(rows.Scan)
		if err != nil {
			return list, err
		}
		list.Blocks = append(list.Blocks, d.viewBlock(b))
	}
	return list, rows.Err()
}
