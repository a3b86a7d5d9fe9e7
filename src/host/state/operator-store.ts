import { z } from 'zod';

/** One reference to where a secret stands, alone or behind the word that says what it is: `Bearer ${env:TOKEN}`. */
export const secretReference = /^(?:[A-Za-z][\w-]* )?\$\{(?:env|file):[^${}]+\}$/;

/** A secret as it is kept: a reference to where it stands, or sealed with age. Never in the clear. */
export const storedSecretSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reference'),
    text: z.string().regex(secretReference),
    setMs: z.number(),
  }),
  z.strictObject({
    kind: z.literal('sealed'),
    /** An age file in its ASCII armor. */
    text: z.string().regex(/^-----BEGIN AGE ENCRYPTED FILE-----\n[\s\w+/=]+\n-----END AGE ENCRYPTED FILE-----\n?$/),
    setMs: z.number(),
  }),
]);
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
  /** Counts edits, from 1. */
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
  /** Without secrets. What goes beyond 500 characters is cut off. */
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

/** What operators left behind, for whoever only looks. Throws ConnectorError as a state store does. */
export interface OperatorReader {
  /** Those that can be trusted, in the order of their ids. What is not among them but should be: see below. */
  savedConnectors(): Promise<readonly SavedConnector[]>;
  /** Ids of saved connectors that are lost or damaged: to be shown as such, and removed by a person. */
  damagedConnectors(): Promise<readonly string[]>;
  /** By connector. A pause of which nothing but itself is known any more is by `unknown`, at 0. */
  pauses(): Promise<ReadonlyMap<string, Pause>>;
}

/**
 * What operators leave behind, beside the rows of the connectors and in the same file: connectors they made, pauses, what
 * they did. Durable when a method resolves. Throws ConnectorError as a state store does.
 */
export interface OperatorStore extends OperatorReader {
  /**
   * Saves all of them in one transaction. `expected` says of each which revision is there now; 0, or no word: none.
   * Resolves to false, with nothing saved, when one of them is another.
   */
  saveConnectors(connectors: readonly SavedConnector[], expected: ReadonlyMap<string, number>): Promise<boolean>;
  /**
   * Forgets a connector made in the console with its pause and test; its row of the state and dead letters too. Its
   * timeline stays, and goes on if there is a connector of this id again.
   */
  removeConnector(id: string): Promise<void>;

  /** Undefined: no pause. */
  setPause(id: string, pause: Pause | undefined): Promise<void>;

  /** JSON text of the last connection test of a connector, for display. Undefined: none that can be trusted. */
  lastTest(id: string): Promise<string | undefined>;
  saveTest(id: string, result: string): Promise<void>;

  /** What people have been told of each connector that is not over yet, by topic: not to be told again. */
  told(): Promise<ReadonlyMap<string, readonly string[]>>;
  setTold(id: string, topics: readonly string[]): Promise<void>;

  note(note: TimelineNote): Promise<void>;
  /** Newest first; `beforeId`: older than that entry. */
  timeline(
    connector: string,
    page: { readonly beforeId?: number; readonly limit: number },
  ): Promise<readonly StoredTimelineEntry[]>;
}
