// Package technician keeps who may take a terminal out of service at its
// glass, and knows them again by a PIN or by a card.
//
// The file holds no PIN and no card number, only argon2id hashes of them, and
// nobody but its owner may read it: a PIN of six digits can be tried out by
// whoever has the hash. There is no PIN that a fresh terminal knows.
//
// Wrong tries lock all tries out, for a time that grows; see Lockout.
package technician
