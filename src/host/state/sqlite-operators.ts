import type { DatabaseSync } from 'node:sqlite';
import { digest } from './digest.ts';
import { connectionTestTable, type ConnectionTestTable } from './sqlite-connection-tests.ts';
import { pauseTable, type PauseTable } from './sqlite-pauses.ts';
import { readMeta } from './sqlite-meta.ts';
import { savedConnectorTable, type SavedConnectorTable } from './sqlite-saved-connectors.ts';
import { timelineTable, type TimelineTable } from './sqlite-timeline.ts';
import { toldRow, type ToldRow } from './sqlite-told.ts';

/** The tables of what operators leave behind. */
export interface OperatorTables {
  readonly saved: SavedConnectorTable;
  readonly pauses: PauseTable;
  readonly tests: ConnectionTestTable;
  readonly timeline: TimelineTable;
  readonly told: ToldRow;
  /** The same as long as the same connectors are saved, in the same revisions, and the same are paused. */
  contents(): string;
}

export function operatorTables(database: DatabaseSync): OperatorTables {
  return {
    saved: savedConnectorTable(database),
    pauses: pauseTable(database),
    tests: connectionTestTable(database),
    timeline: timelineTable(database),
    told: toldRow(database),
    contents: () => digest(readMeta(database, 'saved_connectors') ?? '', readMeta(database, 'pauses') ?? ''),
  };
}
