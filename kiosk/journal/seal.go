package journal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
)

// ErrForgotten says that the key of the day has been destroyed, and that what
// it sealed can be read no more.
var ErrForgotten = errors.New("journal: the key of that day has been destroyed")

// dayKeySize is the length of a day's key in bytes.
const dayKeySize = 32

// Uses of a day's key. Each has a key of its own.
const (
	useSeal   = "seal"
	useDigest = "digest"
)

// seal encrypts for a day, in one transaction with what needs it.
func seal(tx *sql.Tx, day string, plain []byte) ([]byte, error) {
	key, err := dayKey(tx, day)
	if err != nil {
		return nil, err
	}
	box, err := boxOf(key)
	if err != nil {
		return nil, err
	}
	return box.Seal(nil, nil, plain, []byte(day)), nil
}

// unseal opens what was sealed for a day.
func (j *Journal) unseal(day string, sealed []byte) ([]byte, error) {
	var key []byte
	switch err := j.db.QueryRow(`SELECT key FROM daykey WHERE day = ?`, day).Scan(&key); {
	case errors.Is(err, sql.ErrNoRows):
		return nil, ErrForgotten
	case err != nil:
		return nil, fmt.Errorf("journal: unseal: %w", err)
	}
	box, err := boxOf(key)
	if err != nil {
		return nil, fmt.Errorf("journal: unseal: %w", err)
	}
	plain, err := box.Open(nil, nil, sealed, []byte(day))
	if err != nil {
		return nil, fmt.Errorf("journal: unseal: %w", err)
	}
	return plain, nil
}

// digest tells the persons of a day apart without knowing them: nil for
// nobody.
func digest(tx *sql.Tx, day, person string) ([]byte, error) {
	if person == "" {
		return nil, nil
	}
	key, err := dayKey(tx, day)
	if err != nil {
		return nil, err
	}
	use, err := hkdf.Key(sha256.New, key, nil, useDigest, sha256.Size)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, use)
	mac.Write([]byte(person))
	return mac.Sum(nil), nil
}

// dayKey returns the key of a day and makes it where there is none.
func dayKey(tx *sql.Tx, day string) ([]byte, error) {
	var key []byte
	err := tx.QueryRow(`SELECT key FROM daykey WHERE day = ?`, day).Scan(&key)
	if !errors.Is(err, sql.ErrNoRows) {
		return key, err
	}
	key = make([]byte, dayKeySize)
	rand.Read(key) // it never fails: it ends the program instead
	_, err = tx.Exec(`INSERT INTO daykey (day, key) VALUES (?, ?)`, day, key)
	return key, err
}

func boxOf(key []byte) (cipher.AEAD, error) {
	use, err := hkdf.Key(sha256.New, key, nil, useSeal, dayKeySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(use)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// Forget destroys the keys of days before today, and with them the means to
// tell who a number was for, and returns the days. A key that a call needs
// which the hall has not acknowledged is destroyed only before the day kept,
// 2026-06-05. The file and its log hold none of it when Forget returns.
func (j *Journal) Forget(today, kept string) ([]string, error) {
	var days []string
	err := j.write("forget", func(tx *sql.Tx) (err error) {
		if _, err := tx.Exec(`UPDATE issue SET person = NULL WHERE day < ? AND person IS NOT NULL`, today); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM known WHERE day < ?`, today); err != nil {
			return err
		}
		days, err = destroy(tx, today, kept)
		return err
	})
	if err != nil || len(days) == 0 {
		return nil, err
	}
	return days, j.truncateLog()
}

func destroy(tx *sql.Tx, today, kept string) ([]string, error) {
	rows, err := tx.Query(`DELETE FROM daykey WHERE day < ?1 AND (day < ?2 OR NOT EXISTS (
		SELECT 1 FROM sealed JOIN call ON call.key = sealed.call
		WHERE sealed.day = daykey.day AND call.ended = '')) RETURNING day`, today, kept)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var days []string
	for rows.Next() {
		var day string
		if err := rows.Scan(&day); err != nil {
			return nil, err
		}
		days = append(days, day)
	}
	return days, rows.Err()
}

// truncateLog copies the log to the file and cuts it off: what was
// overwritten in the file must not live on in the log.
func (j *Journal) truncateLog() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	var busy, pages, copied int
	err := j.db.QueryRow(`PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &pages, &copied)
	if err == nil && busy != 0 {
		err = errors.New("the log is in use")
	}
	if err != nil {
		j.broken = err
		return fmt.Errorf("journal: truncate the log: %w", err)
	}
	return nil
}
