-- A pickup is the hall's leave to take some certificates. Its rows exist
-- before anybody sees that it was given.
CREATE TABLE IF NOT EXISTS pickup (
  id        TEXT PRIMARY KEY,           -- the hall's
  visit     INTEGER NOT NULL,
  at        TEXT NOT NULL,
  until     TEXT NOT NULL,
  over      TEXT NOT NULL DEFAULT ''    -- '' while something may still be taken
) STRICT;

-- A handout is one certificate of a pickup. began is written before the coil.
CREATE TABLE IF NOT EXISTS handout (
  pickup      TEXT NOT NULL REFERENCES pickup (id),
  certificate TEXT NOT NULL,            -- the hall's word
  cell        INTEGER NOT NULL,         -- 0: printed
  began       TEXT NOT NULL DEFAULT '',
  outcome     TEXT NOT NULL DEFAULT 'unknown' CHECK (outcome IN ('unknown', 'done', 'notDone')),
  ended       TEXT NOT NULL DEFAULT '',
  opened      TEXT NOT NULL DEFAULT '', -- by the door's contact
  closed      TEXT NOT NULL DEFAULT '',
  says        TEXT NOT NULL DEFAULT '',
  told        TEXT NOT NULL DEFAULT '', -- '' while the hall is told nothing
  why         TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (pickup, certificate)
) STRICT;
