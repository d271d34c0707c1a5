package journal

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	_ "embed"
	"fmt"
)

//go:embed fleet.sql
var fleetSchema string

// Keep puts rows of the fleet, nil ones away, and raises floors, all in one
// transaction. A floor that is higher already stays.
func (j *Journal) Keep(rows map[string][]byte, floors map[string]int64) error {
	return j.write("keep", func(tx *sql.Tx) error {
		for name, data := range rows {
			if err := keepRow(tx, name, data); err != nil {
				return err
			}
		}
		for name, least := range floors {
			if _, err := tx.Exec(`INSERT INTO fleet_floor (name, least) VALUES (?, ?)
				ON CONFLICT DO UPDATE SET least = max(least, excluded.least)`, name, least); err != nil {
				return err
			}
		}
		return nil
	})
}

func keepRow(tx *sql.Tx, name string, data []byte) error {
	if data == nil {
		_, err := tx.Exec(`DELETE FROM fleet_row WHERE name = ?`, name)
		return err
	}
	sum := sha256.Sum256(data)
	_, err := tx.Exec(`INSERT INTO fleet_row (name, data, sum) VALUES (?, ?, ?)
		ON CONFLICT DO UPDATE SET data = excluded.data, sum = excluded.sum`, name, data, sum[:])
	return err
}

// Kept returns the fleet's rows and floors. A row that is torn is left out.
func (j *Journal) Kept() (map[string][]byte, map[string]int64, error) {
	rows, err := j.keptRows()
	if err != nil {
		return nil, nil, fmt.Errorf("journal: read the fleet's rows: %w", err)
	}
	floors, err := j.keptFloors()
	if err != nil {
		return nil, nil, fmt.Errorf("journal: read the fleet's floors: %w", err)
	}
	return rows, floors, nil
}

func (j *Journal) keptRows() (map[string][]byte, error) {
	list, err := j.db.Query(`SELECT name, data, sum FROM fleet_row`)
	if err != nil {
		return nil, err
	}
	defer list.Close()
	rows := map[string][]byte{}
	for list.Next() {
		var name string
		var data, sum []byte
		if err := list.Scan(&name, &data, &sum); err != nil {
			return nil, err
		}
		if is := sha256.Sum256(data); bytes.Equal(is[:], sum) {
			rows[name] = data
		}
	}
	return rows, list.Err()
}

func (j *Journal) keptFloors() (map[string]int64, error) {
	list, err := j.db.Query(`SELECT name, least FROM fleet_floor`)
	if err != nil {
		return nil, err
	}
	defer list.Close()
	floors := map[string]int64{}
	for list.Next() {
		var name string
		var least int64
		if err := list.Scan(&name, &least); err != nil {
			return nil, err
		}
		floors[name] = least
	}
	return floors, list.Err()
}
