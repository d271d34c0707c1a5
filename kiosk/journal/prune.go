package journal

import (
	"database/sql"
	"fmt"
	"time"
)

// Given is how many numbers of each business were given out since then.
func (j *Journal) Given(since time.Time) (map[string]int, error) {
	rows, err := j.db.Query(`SELECT business, count(*) FROM reservation WHERE number <> '' AND at >= ? GROUP BY business`, stamp(since.Add(-time.Second)))
	if err != nil {
		return nil, fmt.Errorf("journal: given: %w", err)
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var business string
		var n int
		if err := rows.Scan(&business, &n); err != nil {
			return nil, fmt.Errorf("journal: given: %w", err)
		}
		out[business] = n
	}
	return out, rows.Err()
}

// old are the rows that nothing waits for any more, by table. What is open
// stays, however old it is.
var old = []struct{ name, query string }{
	{"sealed", `DELETE FROM sealed WHERE call IN (SELECT key FROM call WHERE ended <> '' AND at < ?1)`},
	{"call", `DELETE FROM call WHERE ended <> '' AND at < ?1`},
	{"reservation", `DELETE FROM reservation WHERE settled <> '' AND at < ?1 AND NOT EXISTS (
		SELECT 1 FROM call WHERE call.reserve = reservation.key AND call.ended = '')
		AND NOT EXISTS (SELECT 1 FROM issue WHERE issue.key = reservation.key)`},
	{"print", `DELETE FROM print WHERE ended <> '' AND at < ?1`},
	{"filing", `DELETE FROM filing WHERE settled <> '' AND at < ?1`},
	{"event", `DELETE FROM event WHERE at < ?1`},
	{"order", `DELETE FROM fleet_command WHERE told = 1 AND at < ?1`},
}

// Prune deletes the records from before a time of what is over, and returns
// how many of each kind there were.
func (j *Journal) Prune(before time.Time) (map[string]int, error) {
	gone := map[string]int{}
	err := j.write("prune", func(tx *sql.Tx) error {
		for _, o := range old {
			result, err := tx.Exec(o.query, stamp(before))
			if err != nil {
				return fmt.Errorf("%s: %w", o.name, err)
			}
			if n, err := result.RowsAffected(); err == nil && n > 0 {
				gone[o.name] = int(n)
			}
		}
		return nil
	})
	return gone, err
}
