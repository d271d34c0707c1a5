-- A lease is a block of numbers that was asked for and not yet heard of. Its
-- key is the same until the hall has answered: a lost answer brings no second
-- block.
CREATE TABLE IF NOT EXISTS lease (
  business  TEXT PRIMARY KEY,
  key       TEXT NOT NULL,              -- Idempotency-Key at the hall
  day       TEXT NOT NULL               -- 2026-06-12, the hall's
) STRICT;

-- A block is numbers of one business and one day that the hall has leased to
-- this terminal, to be given out without asking.
CREATE TABLE IF NOT EXISTS block (
  id        TEXT PRIMARY KEY,           -- the hall's
  business  TEXT NOT NULL,
  day       TEXT NOT NULL,
  prefix    TEXT NOT NULL,
  first     INTEGER NOT NULL,
  last      INTEGER NOT NULL CHECK (last >= first),
  next      INTEGER NOT NULL CHECK (next BETWEEN first AND last + 1),
  leased    TEXT NOT NULL,              -- this and expires by the hall's clock
  expires   TEXT NOT NULL,
  link      TEXT NOT NULL DEFAULT '',   -- of its numbers' slips, once the number is put behind it
  ended     TEXT NOT NULL DEFAULT ''    -- expired or released; never '' again
) STRICT;

-- An issue is one number that was given out of a block. Its row, that of its
-- reservation, the block's next number and the call that tells the hall are
-- one transaction, before anybody sees the number.
CREATE TABLE IF NOT EXISTS issue (
  key       TEXT PRIMARY KEY REFERENCES reservation (key),
  block     TEXT NOT NULL REFERENCES block (id),
  seq       INTEGER NOT NULL,
  day       TEXT NOT NULL,
  number    TEXT NOT NULL,
  class     TEXT NOT NULL,
  person    BLOB,                       -- digest under the key of the day; NULL: anonymous, or the day is over
  at        TEXT NOT NULL,              -- by the hall's clock, as far as it was known
  ticket    TEXT NOT NULL DEFAULT '',   -- the hall's id, once it has taken the number over
  result    TEXT NOT NULL DEFAULT '',   -- '' not heard of, ok, or the code of a conflict
  theirs    TEXT NOT NULL DEFAULT '',   -- of a conflict: the hall's record, JSON
  cleared   TEXT NOT NULL DEFAULT '',   -- of a conflict: when a person took it over
  UNIQUE (block, seq),
  UNIQUE (day, number)
) STRICT;

-- The newest that was known of the hall's clock.
CREATE TABLE IF NOT EXISTS heard (
  one       INTEGER PRIMARY KEY CHECK (one = 1),
  hall      TEXT NOT NULL,              -- it is not earlier than this
  ahead     INTEGER NOT NULL,           -- nanoseconds by which it was ahead of the terminal's
  boot      TEXT NOT NULL,              -- the machine's start that since counts from
  since     INTEGER NOT NULL,           -- nanoseconds since then, when hall was known
  contact   TEXT NOT NULL               -- the hall's last word, by its clock; '' never
) STRICT;

-- What the hall last said, to be shown while it cannot be asked.
CREATE TABLE IF NOT EXISTS kept (
  name      TEXT PRIMARY KEY,
  data      TEXT NOT NULL               -- JSON
) STRICT;

-- A number that the hall gave at this terminal, and whose it is, for the time
-- without the network. The rows of a day go with its key.
CREATE TABLE IF NOT EXISTS known (
  ticket    TEXT PRIMARY KEY,           -- the hall's id
  day       TEXT NOT NULL,
  business  TEXT NOT NULL,
  number    TEXT NOT NULL,
  class     TEXT NOT NULL,
  link      TEXT NOT NULL,
  at        TEXT NOT NULL,
  person    BLOB NOT NULL,              -- digest under the key of the day
  gone      TEXT NOT NULL DEFAULT ''    -- when it was given back, or said to be over
) STRICT;
