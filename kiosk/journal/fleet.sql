-- What the terminal trusts of the fleet's repository, and which release it
-- runs. A row whose sum does not fit is torn and counts as lost.
CREATE TABLE IF NOT EXISTS fleet_row (
  name TEXT PRIMARY KEY,
  data BLOB NOT NULL,
  sum  BLOB NOT NULL              -- SHA-256 of data
) STRICT;
-- Numbers that never go down.
CREATE TABLE IF NOT EXISTS fleet_floor (
  name  TEXT PRIMARY KEY,
  least INTEGER NOT NULL
) STRICT;
CREATE TRIGGER IF NOT EXISTS fleet_floor_stays BEFORE DELETE ON fleet_floor
BEGIN SELECT RAISE(ABORT, 'a floor stays'); END;
CREATE TRIGGER IF NOT EXISTS fleet_floor_rises BEFORE UPDATE ON fleet_floor WHEN NEW.least < OLD.least OR NEW.name <> OLD.name
BEGIN SELECT RAISE(ABORT, 'a floor never goes down'); END;
