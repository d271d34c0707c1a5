-- A reservation is one number that was asked for. Its row exists before the
-- hall hears of it.
CREATE TABLE IF NOT EXISTS reservation (
  key       TEXT PRIMARY KEY,           -- Idempotency-Key at the hall
  visit     INTEGER NOT NULL,
  business  TEXT NOT NULL,
  at        TEXT NOT NULL,              -- RFC 3339, UTC
  ticket    TEXT NOT NULL DEFAULT '',   -- the hall's id, once it has answered
  number    TEXT NOT NULL DEFAULT '',
  settled   TEXT NOT NULL DEFAULT ''    -- '' while it is open
) STRICT;

-- A print is one slip that was asked of the printer. Its row exists before
-- the first byte.
CREATE TABLE IF NOT EXISTS print (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL DEFAULT 'ticket',
  key       TEXT NOT NULL,              -- of the reservation; '' for a reprint of another visit's number
  ticket    TEXT NOT NULL,
  number    TEXT NOT NULL,
  reprint   INTEGER NOT NULL,
  at        TEXT NOT NULL,
  outcome   TEXT NOT NULL DEFAULT 'unknown' CHECK (outcome IN ('unknown', 'done', 'notDone')),
  proof     TEXT NOT NULL DEFAULT '',
  why       TEXT NOT NULL DEFAULT '',
  ended     TEXT NOT NULL DEFAULT ''    -- '' while nobody has said how it ended
) STRICT;

-- A call is one thing that the hall has to be told, in order, until it has
-- acknowledged it.
CREATE TABLE IF NOT EXISTS call (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  key       TEXT NOT NULL UNIQUE,       -- its own Idempotency-Key
  op        TEXT NOT NULL,
  ticket    TEXT NOT NULL DEFAULT '',
  reserve   TEXT NOT NULL DEFAULT '',   -- key of the reservation it settles
  arg       TEXT NOT NULL DEFAULT '',
  at        TEXT NOT NULL,
  tries     INTEGER NOT NULL DEFAULT 0,
  error     TEXT NOT NULL DEFAULT '',   -- of the last try
  ended     TEXT NOT NULL DEFAULT '',
  result    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX IF NOT EXISTS call_open ON call (seq) WHERE ended = '';

-- An event is something that happened, without personal data.
CREATE TABLE IF NOT EXISTS event (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  at        TEXT NOT NULL,
  kind      TEXT NOT NULL,
  visit     INTEGER NOT NULL,
  data      TEXT NOT NULL               -- JSON
) STRICT;

-- A filing is one thing that the hall was asked to do other than a number: a
-- booking, a declaration. Its row exists before the hall hears of it.
CREATE TABLE IF NOT EXISTS filing (
  key       TEXT PRIMARY KEY,           -- Idempotency-Key at the hall
  visit     INTEGER NOT NULL,
  service   TEXT NOT NULL,
  at        TEXT NOT NULL,
  settled   TEXT NOT NULL DEFAULT ''    -- '' while nobody knows what came of it
) STRICT;

-- A day's key seals what of a person an unfinished duty needs, and tells the
-- persons of the day apart. It is destroyed after its day, and with it all of
-- this.
CREATE TABLE IF NOT EXISTS daykey (
  day       TEXT PRIMARY KEY,           -- 2026-06-12, the hall's
  key       BLOB NOT NULL
) STRICT;

-- What a call has to say and nobody may read.
CREATE TABLE IF NOT EXISTS sealed (
  call      TEXT PRIMARY KEY REFERENCES call (key),
  day       TEXT NOT NULL,
  box       BLOB NOT NULL
) STRICT;
