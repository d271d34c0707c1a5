package technician

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Cost of one try, as OWASP's password storage cheat sheet has it for
// argon2id: 19 MiB, twice over. A terminal's processor takes 0.1 s or so.
const (
	costMemory = 19 * 1024 // KiB
	costTime   = 2
	costLanes  = 1
	saltSize   = 16
	keySize    = 32
)

// Hash is the PHC string of a secret.
func Hash(secret string) string {
	salt := make([]byte, saltSize)
	rand.Read(salt) // never fails (crypto/rand)
	return phc(salt, argon2.IDKey([]byte(secret), salt, costTime, costMemory, costLanes, keySize))
}

// Nobody is a hash that no secret has. Trying it takes as long as any other,
// making it nothing.
func Nobody() string {
	random := make([]byte, saltSize+keySize)
	rand.Read(random) // never fails (crypto/rand)
	return phc(random[:saltSize], random[saltSize:])
}

func phc(salt, key []byte) string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, costMemory, costTime, costLanes, b.EncodeToString(salt), b.EncodeToString(key))
}

// Matches tells whether a secret is the one of a hash. A hash that cannot be
// read, or that would cost more than a terminal has, is nobody's.
func Matches(secret, of string) bool {
	parts := strings.Split(of, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return false
	}
	var memory, time uint32
	var lanes uint8
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &memory, &time, &lanes); n != 3 || err != nil {
		return false
	}
	if memory > 1<<18 || memory < 8 || time < 1 || time > 16 || lanes < 1 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(parts[4])
	if err != nil {
		return false
	}
	key, err := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || len(key) < 16 || len(key) > 64 {
		return false
	}
	return subtle.ConstantTimeCompare(key, argon2.IDKey([]byte(secret), salt, time, memory, lanes, uint32(len(key)))) == 1
}

// ByPIN finds the person of a PIN. It takes some 0.1 s for each in the list.
func (l List) ByPIN(pin string) (id string, ok bool) {
	return l.by(pin, func(t Technician) string { return t.PIN })
}

// ByCard finds the person of an ID card's number.
func (l List) ByCard(number string) (id string, ok bool) {
	return l.by(number, func(t Technician) string { return t.Card })
}

// by tries everybody, so that the time tells nobody who it was.
func (l List) by(secret string, of func(Technician) string) (id string, ok bool) {
	for _, t := range l.Technicians {
		if h := of(t); h != "" && Matches(secret, h) {
			id, ok = t.ID, true
		}
	}
	return id, ok
}
