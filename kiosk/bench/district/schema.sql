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
