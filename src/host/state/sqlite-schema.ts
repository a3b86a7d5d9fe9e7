import type { DatabaseSync } from 'node:sqlite';

/** Marks the file as ours; `cxst` in ASCII. */
export const applicationId = 0x63787374;

/** Each entry leads from the version of its index to the next. Never edited once released, only added to. */
const migrations: readonly string[] = [
  `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE connector (
    id TEXT PRIMARY KEY NOT NULL,
    details TEXT NOT NULL,
    details_digest TEXT NOT NULL,
    checkpoint TEXT,
    checkpoint_digest TEXT
  ) STRICT;
  CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connector TEXT NOT NULL,
    kind TEXT NOT NULL,
    records INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX dead_letter_totals ON dead_letter (connector, kind, records, bytes);
  `,
  `
  CREATE TABLE saved_connector (
    id TEXT PRIMARY KEY NOT NULL,
    revision INTEGER NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE pause (
    connector TEXT PRIMARY KEY NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE connection_test (
    connector TEXT PRIMARY KEY NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE TABLE timeline (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    connector TEXT NOT NULL,
    content TEXT NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX timeline_of ON timeline (connector, id);
  `,
  `
  CREATE TABLE storage (
    connector TEXT NOT NULL,
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    rank REAL NOT NULL,
    value TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (connector, collection, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX storage_by_rank ON storage (connector, collection, rank, key);
  `,
];

export const schemaVersion = migrations.length;

/** The first version that holds what operators leave behind. A store that is only looked at may be older. */
export const operatorVersion = 2;

/** The first version that holds what sources keep beside their checkpoints. */
export const storageVersion = 3;

/** Brings an open database to {@link schemaVersion}; a crash leaves the version it had. */
export function migrate(database: DatabaseSync): void {
  for (let version = versionOf(database); version < schemaVersion; version++) {
    database.exec(`BEGIN IMMEDIATE; ${migrations[version]} PRAGMA user_version = ${version + 1}; COMMIT`);
  }
}

export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}
