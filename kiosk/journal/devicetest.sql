-- A device test that was begun. Its row exists before the test: one without a
-- verdict was cut short.
CREATE TABLE IF NOT EXISTS device_test (
  seq       INTEGER PRIMARY KEY AUTOINCREMENT,
  test      TEXT NOT NULL,              -- reader.module
  device    TEXT NOT NULL,
  began     TEXT NOT NULL,              -- RFC 3339, UTC
  ended     TEXT NOT NULL DEFAULT '',
  person    TEXT NOT NULL,              -- the technician; '' for the terminal's own
  via       TEXT NOT NULL,
  verdict   TEXT NOT NULL DEFAULT '',
  reason    TEXT NOT NULL DEFAULT '',
  detail    TEXT NOT NULL DEFAULT '',
  measures  TEXT NOT NULL DEFAULT ''    -- JSON
) STRICT;
CREATE INDEX IF NOT EXISTS device_test_newest ON device_test (test, seq);
