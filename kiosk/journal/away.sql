-- A pickup that was begun without asking the hall, by its last list of cells.
-- Its row, the pickup's and the call that tells the hall are one transaction,
-- before any door is opened. Who took is sealed with the call.
CREATE TABLE IF NOT EXISTS away (
  pickup      TEXT PRIMARY KEY REFERENCES pickup (id),
  call        TEXT NOT NULL UNIQUE,       -- key of the call, which goes when it is old
  cabinet     TEXT NOT NULL,
  list        TEXT NOT NULL               -- when the list was made, by the hall's clock
) STRICT;

-- What the hall said of one certificate that was taken so.
CREATE TABLE IF NOT EXISTS verdict (
  pickup      TEXT NOT NULL,
  certificate TEXT NOT NULL,
  result      TEXT NOT NULL,              -- ok, or the code of a conflict
  theirs      TEXT NOT NULL,              -- of a conflict: the hall's record, JSON
  cleared     TEXT NOT NULL DEFAULT '',   -- of a conflict: when a person took it over
  PRIMARY KEY (pickup, certificate),
  FOREIGN KEY (pickup, certificate) REFERENCES handout (pickup, certificate)
) STRICT;
