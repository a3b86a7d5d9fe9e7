/** Each entry leads from the version of its index to the next. Never edited once released, only added to. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE call (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    connector TEXT NOT NULL,
    started TEXT NOT NULL,
    started_digest TEXT NOT NULL,
    ended TEXT,
    ended_digest TEXT,
    held_until REAL NOT NULL,
    start_settled INTEGER NOT NULL DEFAULT 0,
    end_settled INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX call_of ON call (connector, sequence);
  CREATE INDEX call_due ON call (connector, sequence)
    WHERE start_settled = 0 OR (ended IS NOT NULL AND end_settled = 0);
  `,
  `
  ALTER TABLE call ADD COLUMN route TEXT;
  CREATE TABLE tally (
    connector TEXT NOT NULL,
    command TEXT NOT NULL,
    outcome TEXT NOT NULL,
    calls INTEGER NOT NULL,
    PRIMARY KEY (connector, command, outcome)
  ) STRICT;
  `,
  `
  ALTER TABLE call ADD COLUMN lost_settled INTEGER NOT NULL DEFAULT 0;
  DROP INDEX call_due;
  CREATE INDEX call_due ON call (connector, sequence)
    WHERE start_settled = 0 OR (end_settled = 0 AND (ended IS NOT NULL OR lost_settled = 0));
  CREATE TABLE loss (id TEXT PRIMARY KEY, at_ms REAL NOT NULL, calls_kept INTEGER NOT NULL) STRICT;
  CREATE TABLE loss_told (loss TEXT NOT NULL, connector TEXT NOT NULL, PRIMARY KEY (loss, connector)) STRICT;
  `,
];
