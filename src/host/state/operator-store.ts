import { z } from 'zod';

/** A secret as it is kept: a reference to where it stands, or sealed with age. Never in the clear. */
export const storedSecretSchema = z.strictObject({
  kind: z.enum(['reference', 'sealed']),
  /** `${env:NAME}`, `${file:/path}`, or an age file in its ASCII armor. */
  text: z.string(),
  setMs: z.number(),
});
export type StoredSecret = Readonly<z.infer<typeof storedSecretSchema>>;

/** A connector made in the console. */
export const savedConnectorSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  secrets: z.record(z.string(), storedSecretSchema),
  destination: z
    .strictObject({
      endpoint: z.string(),
      encoding: z.enum(['json', 'protobuf']),
      compression: z.enum(['none', 'gzip']),
      authorization: storedSecretSchema.nullable(),
    })
    .nullable(),
  healthCheckInterval: z.string().nullable(),
  /** Counts edits. */
  revision: z.int(),
  createdMs: z.number(),
  updatedMs: z.number(),
});
export type SavedConnector = Readonly<z.infer<typeof savedConnectorSchema>>;

export const timelineKinds = ['status', 'edit', 'operation', 'test', 'notification'] as const;

/** What is added to a timeline. Equal to the newest entry of the connector but for the time: counted there. */
export interface TimelineNote {
  readonly connector: string;
  readonly atMs: number;
  readonly kind: (typeof timelineKinds)[number];
  /** Null: by itself. */
  readonly actor: string | null;
  /** At most 500 characters, without secrets. */
  readonly text: string;
}

export interface StoredTimelineEntry extends TimelineNote {
  readonly id: number;
  readonly lastMs: number;
  readonly count: number;
}

export interface Pause {
  readonly by: string;
  readonly atMs: number;
}

/** The most entries a timeline keeps of one connector; the oldest go. */
export const timelineLength = 500;

/**
 * What operators leave behind, beside the rows of the connectors and in the same file: connectors they made, pauses, what
 * they did. Durable when a method resolves. Throws ConnectorError as a state store does.
 */
export interface OperatorStore {
  savedConnectors(): Promise<readonly SavedConnector[]>;
  /**
   * Saves all of them in one transaction. `expected` says of each which revision is there now; 0: none.
   * Resolves to false, with nothing saved, when one of them is another.
   */
  saveConnectors(connectors: readonly SavedConnector[], expected: ReadonlyMap<string, number>): Promise<boolean>;
  /** Forgets a connector made in the console with its pause and test; its row of the state and dead letters too. */
  removeConnector(id: string): Promise<void>;

  pauses(): Promise<ReadonlyMap<string, Pause>>;
  /** Undefined: no pause. */
  setPause(id: string, pause: Pause | undefined): Promise<void>;

  /** JSON text of the last connection test of a connector, for display. */
  lastTest(id: string): Promise<string | undefined>;
  saveTest(id: string, result: string): Promise<void>;

  note(note: TimelineNote): Promise<void>;
  /** Newest first; `beforeId`: older than that entry. */
  timeline(
    connector: string,
    page: { readonly beforeId?: number; readonly limit: number },
  ): Promise<readonly StoredTimelineEntry[]>;
}
