-- What the hub is to be told of, in order, until it has it on its disk. An id
-- is never given twice.
CREATE TABLE IF NOT EXISTS fleet_event (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  at        TEXT NOT NULL,              -- RFC 3339, UTC
  kind      TEXT NOT NULL,
  data      TEXT NOT NULL,              -- JSON, '' for none
  matters   INTEGER NOT NULL            -- 1: dropped after all others
) STRICT;
CREATE INDEX IF NOT EXISTS fleet_event_least ON fleet_event (matters, id);

-- A command from the hub. Its row exists before it is carried out.
CREATE TABLE IF NOT EXISTS fleet_command (
  id        TEXT PRIMARY KEY,
  said      TEXT NOT NULL,              -- the command as it came, JSON
  at        TEXT NOT NULL,
  began     TEXT NOT NULL DEFAULT '',   -- '' until it is being carried out
  outcome   TEXT NOT NULL DEFAULT '',   -- '' while it is open
  text      TEXT NOT NULL DEFAULT '',
  ended     TEXT NOT NULL DEFAULT '',
  told      INTEGER NOT NULL DEFAULT 0  -- 1: the hub has the outcome
) STRICT;
