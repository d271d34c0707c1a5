CREATE TABLE IF NOT EXISTS meta (
  name  TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

-- A number cannot be there twice: the database itself refuses it.
CREATE TABLE IF NOT EXISTS tickets (
  id          TEXT PRIMARY KEY,
  token       TEXT NOT NULL UNIQUE,  -- of the link
  key         TEXT NOT NULL UNIQUE,  -- idempotency key of the reservation
  day         TEXT NOT NULL,
  prefix      TEXT NOT NULL,
  seq         INTEGER NOT NULL,      -- the number without its prefix
  serial      INTEGER NOT NULL,      -- running number of the day
  business    TEXT NOT NULL,
  class       TEXT NOT NULL,         -- '' for the ordinary queue
  person      BLOB,                  -- keyed digest of who; NULL: anonymous
  terminal    TEXT NOT NULL,
  status      TEXT NOT NULL,         -- reserved, confirmed, e-ticket, cancelled
  note        TEXT NOT NULL,         -- how it was delivered, or why cancelled
  away        INTEGER NOT NULL,
  reprints    INTEGER NOT NULL,
  reserved_at INTEGER NOT NULL,      -- milliseconds since 1970
  booking     TEXT NOT NULL,         -- that was checked in; '' without
  slot_from   INTEGER NOT NULL,      -- of that booking; 0 without
  slot_until  INTEGER NOT NULL,
  item        TEXT NOT NULL,         -- code of the item that was asked for; '' for the business itself
  UNIQUE (day, prefix, seq),
  UNIQUE (day, serial)
) STRICT;
CREATE INDEX IF NOT EXISTS tickets_of_person ON tickets (day, business, person);

-- What moved the queues, in order.
CREATE TABLE IF NOT EXISTS deeds (
  seq    INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  ticket TEXT NOT NULL REFERENCES tickets (id),
  deed   TEXT NOT NULL
) STRICT;

-- First answers by idempotency key. Without a fingerprint the key was abandoned
-- and every request with it gets this answer, for ever.
CREATE TABLE IF NOT EXISTS answers (
  key         TEXT PRIMARY KEY,
  fingerprint BLOB,
  status      INTEGER NOT NULL,
  body        BLOB NOT NULL,
  at          INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS help (
  id       TEXT PRIMARY KEY,
  at       INTEGER NOT NULL,
  terminal TEXT NOT NULL,
  screen   TEXT NOT NULL,
  step     TEXT NOT NULL
) STRICT;

-- Numbers that a terminal may give out by itself.
CREATE TABLE IF NOT EXISTS blocks (
  id         TEXT PRIMARY KEY,
  terminal   TEXT NOT NULL,
  business   TEXT NOT NULL,
  day        TEXT NOT NULL,
  prefix     TEXT NOT NULL,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  leased_at  INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  over       INTEGER NOT NULL,      -- released or reconciled
  UNIQUE (day, prefix, first)
) STRICT;

-- Numbers that a terminal gave out and that do not fit, for a person.
CREATE TABLE IF NOT EXISTS conflicts (
  key   TEXT PRIMARY KEY,           -- of the number at the terminal
  block TEXT NOT NULL,
  at    INTEGER NOT NULL,
  told  BLOB NOT NULL,              -- the terminal's record, JSON
  said  BLOB NOT NULL               -- the answer, with the hall's record
) STRICT;

-- Appointments. The places of a slot are counted here, in the transaction that takes one.
CREATE TABLE IF NOT EXISTS bookings (
  id         TEXT PRIMARY KEY,
  code       TEXT NOT NULL,
  key        TEXT NOT NULL,         -- idempotency key that made it; '' for the people of the bench
  person     BLOB NOT NULL,         -- keyed digest of who
  holder     TEXT NOT NULL,         -- masked name
  item       TEXT NOT NULL,         -- basic code
  place      TEXT NOT NULL,
  slot       TEXT NOT NULL,
  from_at    INTEGER NOT NULL,      -- milliseconds since 1970
  until_at   INTEGER NOT NULL,
  status     TEXT NOT NULL,         -- booked, checked-in, missed, cancelled
  changes    INTEGER NOT NULL,      -- so often it was moved
  token      TEXT NOT NULL UNIQUE,  -- of the link
  ticket     TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS bookings_of_slot ON bookings (slot, status);
CREATE INDEX IF NOT EXISTS bookings_of_person ON bookings (person, from_at);

-- Everything that is read whole: cases, certificates, pickups, drafts, checks and the like, one
-- document each. owner is the keyed digest of the person whose it is; ref is what else it is found by.
CREATE TABLE IF NOT EXISTS records (
  kind  TEXT NOT NULL,
  id    TEXT NOT NULL,
  owner BLOB,
  ref   TEXT NOT NULL,
  at    INTEGER NOT NULL,
  doc   TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX IF NOT EXISTS records_of_owner ON records (kind, owner);
CREATE INDEX IF NOT EXISTS records_by_ref ON records (kind, ref);
