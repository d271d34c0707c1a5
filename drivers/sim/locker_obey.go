package sim

import (
	"slices"
	"time"
)

// obey carries a command out and returns the reply and the time it takes. A
// board that is not on the line, or that nothing reaches, answers nothing.
func (c *Lockers) obey(q lockCommand) ([]byte, time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fault == LockerDeaf || c.missing[q.board] && !(c.opts.Protocol == LockKerong && q.board == 15) {
		return nil, 0
	}
	switch c.opts.Protocol {
	case LockKerong:
		return c.obeyKerong(q), c.opts.ReplyTime
	case LockWKLY:
		return c.obeyWKLY(q)
	}
	return c.obey8A(q)
}

func (c *Lockers) has(q lockCommand) bool { return slices.Contains(c.opts.Boards, q.board) }

// coil fires for one lock and breaks the supply down where the fault says so.
func (c *Lockers) coil(board, lock int) {
	if c.fault == LockerOffAfter {
		c.fault = LockerDeaf
	}
	c.fire(LockerDoor{board, lock})
}

func (c *Lockers) obey8A(q lockCommand) ([]byte, time.Duration) {
	board, lock := byte(q.board), byte(q.lock)
	switch {
	case !c.has(q) || q.lock > c.opts.Locks:
		return nil, 0
	case q.cmd == 0x8A && q.mark == 0x11 && q.lock == 0:
		c.violate("all doors of board %d are opened", q.board)
		return nil, 0
	case q.cmd == 0x8A && q.mark == 0x11:
		c.coil(q.board, q.lock)
		return xorEnded(0x8A, board, lock, c.feedback8A(q)), c.opts.OpenTime
	case q.cmd == 0x80 && q.mark == 0x33 && q.lock == 0:
		g := c.groups(q.board, 3)
		return xorEnded(0x80, board, g[2], g[1], g[0], 0x33), c.opts.ReplyTime
	case q.cmd == 0x80 && q.mark == 0x33:
		return xorEnded(0x80, board, lock, c.level(LockerDoor{q.board, q.lock})*0x11), c.opts.ReplyTime
	case q.cmd == 0x81 && q.lock == 1 && q.mark == 0x99:
		return xorEnded(0x81, board, 0x01, 0x99), c.opts.ReplyTime
	}
	return nil, 0
}

// feedback8A is the feedback of an open reply: the contact as it will be when
// the reply goes out.
func (c *Lockers) feedback8A(q lockCommand) byte {
	d := LockerDoor{q.board, q.lock}
	open := c.open[d] || !c.stuck[d] && c.opts.Spring < c.opts.OpenTime
	if open == c.opts.OneIsOpen {
		return 0x11
	}
	return 0x00
}

// groups are the contacts of a board, eight to a byte, lock 1 in bit 0.
func (c *Lockers) groups(board, n int) []byte {
	g := make([]byte, n)
	for lock := 1; lock <= min(c.opts.Locks, 8*n); lock++ {
		g[(lock-1)/8] |= c.level(LockerDoor{board, lock}) << ((lock - 1) % 8)
	}
	return g
}

// obeyKerong has no reply to an unlock: none is known.
func (c *Lockers) obeyKerong(q lockCommand) []byte {
	switch {
	case q.cmd == 0x32 && q.board == 15:
		var all []byte
		for _, board := range c.opts.Boards {
			if !c.missing[board] {
				all = append(all, c.statusKerong(board, 0x36)...)
			}
		}
		return all
	case q.cmd == 0x33:
		c.violate("all doors of board %d are opened", q.board)
	case !c.has(q):
	case q.cmd == 0x30:
		return c.statusKerong(q.board, 0x35)
	case q.cmd == 0x31 && q.lock < c.opts.Locks:
		c.coil(q.board, q.lock+1)
	}
	return nil
}

func (c *Lockers) statusKerong(board int, cmd byte) []byte {
	g := c.groups(board, 2)
	return sumEnded(0x02, byte(board<<4), cmd, g[0], g[1], 0, 0)
}

func (c *Lockers) obeyWKLY(q lockCommand) ([]byte, time.Duration) {
	if !c.has(q) {
		return nil, 0
	}
	switch q.cmd {
	case 0x80, 0x86, 0x87, 0x88:
		c.violate("command %02X for board %d", q.cmd, q.board)
		return nil, 0
	case 0x82, 0x83:
		return c.oneWKLY(q)
	case 0x84:
		data := []byte{0x00, byte(c.opts.Locks)}
		for lock := 1; lock <= c.opts.Locks; lock++ {
			data = append(data, c.level(LockerDoor{q.board, lock}))
		}
		return wklyReply(q.board, 0x84, data...), c.opts.ReplyTime
	}
	return nil, 0
}

// oneWKLY opens or reads one door. A door that stays closed is a failure.
func (c *Lockers) oneWKLY(q lockCommand) ([]byte, time.Duration) {
	d := LockerDoor{q.board, q.lock}
	if q.lock < 1 || q.lock > c.opts.Locks {
		return wklyReply(q.board, q.cmd, 0xFF, byte(q.lock), 0xFF), c.opts.ReplyTime
	}
	if q.cmd == 0x83 {
		return wklyReply(q.board, q.cmd, 0x00, byte(q.lock), c.level(d)), c.opts.ReplyTime
	}
	c.coil(q.board, q.lock)
	if c.stuck[d] {
		return wklyReply(q.board, q.cmd, 0xFF, byte(q.lock), c.level(d)), c.opts.OpenTime
	}
	return wklyReply(q.board, q.cmd, 0x00, byte(q.lock), c.feedback8A(q)&1), c.opts.OpenTime
}

// upload is what a board sends unasked when a door has moved.
func (c *Lockers) upload(d LockerDoor) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	level := c.level(d)
	if c.opts.Protocol == LockWKLY {
		return wklyReply(d.Board, 0x85, byte(d.Lock), level)
	}
	return xorEnded(0x81, byte(d.Board), byte(d.Lock), level*0x11)
}
