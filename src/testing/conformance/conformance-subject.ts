import type { Batch, ConnectorConfig, JsonValue, Plugin, Source, Tools } from '../../contract/index.ts';

/** What the suite is run on: a plugin, and a way to give it something to collect. */
export interface ConformanceSubject {
  readonly plugin: Plugin;
  /** Starts an upstream of its own that holds `items` items of one source, all of them old enough to be settled. */
  readonly start: (items: number) => Promise<ConformanceUpstream>;
  /** How long any one wait may take, milliseconds. Default 10,000. */
  readonly patienceMs?: number;
}

/** An upstream that one case owns. */
export interface ConformanceUpstream {
  /** What {@link Plugin.validate} is given: valid, secrets as plain text, a first start reading everything. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  readonly tools: Tools;
  /** The items there are, each as the body that its record must carry. No two are equal. */
  readonly bodies: () => readonly JsonValue[];
  /** What of a body is the item, where a setting puts more around it. Default: all of it. */
  readonly itemIn?: (body: JsonValue) => JsonValue;
  /** Adds items, newer than those there are and just received: within what a source allows records to come late. */
  readonly grow: (items: number) => void | Promise<void>;
  /** From now on nothing is answered. Resolves when the first request waits in vain. */
  readonly stall: (signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One property. `run` rejects when it does not hold. Use: `for (const { name, run } of conformance(…)) test(name, run)`. */
export interface ConformanceCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

/** A case at work. */
export interface Bench {
  readonly plugin: Plugin;
  readonly upstream: ConformanceUpstream;
  readonly config: ConnectorConfig;
  readonly signal: AbortSignal;
  /** Another life: a source that knows of the ones before what these batches left behind. Closed at the end of the case. */
  readonly open: (saved?: readonly Batch[]) => Life;
}

/** An open source, and the storage a host would keep for it. */
export interface Life {
  readonly source: Source;
  /** Every record of the batch has been dealt with: what it says of the storage is saved. */
  readonly accept: (batch: Batch) => void;
}
