import type { z } from 'zod';
import type {
  Attributes,
  Clock,
  JsonValue,
  LogRecord,
  Logger,
  Memo,
  Origin,
  SideStream,
  Storage,
} from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Newer } from '../generations/newer.ts';
import type { FetchDefinition } from '../fetch/fetch-definition.ts';
import type { Feed } from '../paging/feed.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import type { Supply, SupplyMeans } from '../supply/supply.ts';
import type { RowWork, WorkedRow } from './row-work.ts';
import type { OcsfFacts } from '../mapping/ocsf/ocsf-event.ts';
import type { KnownField } from './known-field.ts';
import type { SelectionTable } from '../selection/selection-table.ts';
import type { JsonObject } from './vendor-values.ts';

/** What a mapping may say of an item; the rest of the record (uid, observed time, marks) is the same for all sources. */
export type MappedItem = Pick<LogRecord, 'eventName' | 'time' | 'severityNumber' | 'severityText' | 'attributes'>;

/** What a record of one kind says; a source may have others than that of its list. */
export interface RecordKind<Item = JsonValue> {
  /** Names its records may have. */
  readonly events: readonly string[];
  /** Fields of its items, of all shapes they come in; other ones are kept as well. */
  readonly fields?: readonly KnownField[];
  /** Pure. May throw on an item it cannot make sense of: that item travels raw, marked and counted. */
  map(item: Item): MappedItem;
  /** An item that could be mapped as an event of OCSF. Pure. Absent: the body is the vendor record. */
  ocsf?(item: JsonObject, facts: OcsfFacts): JsonObject;
  /** Names that an item which could be mapped has in the Elastic Common Schema beside those of `map`. Pure. */
  ecs?(item: JsonObject, mapped: MappedItem): Attributes;
}

/**
 * A source in one file: its fields, its item, how its rows are asked for, and what a record of it looks like.
 * `Item` is what the vendor sent, parsed but not validated: everything in it may be null, missing or of another type.
 */
export type SourceDefinition<Item = never> = ListedSource<Item> | SuppliedSource<Item>;

/** What any source says of itself. */
interface SourceFacts<Item> extends RecordKind<Item> {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** How long the vendor keeps a record; absent where it is kept for good, or nobody knows. */
  readonly retentionDays?: number;
  readonly prerequisites: readonly string[];
  readonly steps: readonly string[];
  /** Its settings, in the order of a form. The value is the validated connector. */
  readonly settings: z.ZodType<CortexConfig>;
  readonly order: readonly string[];
  /** Operators can run commands with the key of its connectors: it is one of Cortex XDR. */
  readonly commands?: true;
  /** What the connection test says a key needs when the API answers 403. */
  readonly permission: string;
  /** Version of the API in use, `paloalto.cortex.api.generation`, and the product, `service.name`. */
  origin(config: CortexConfig): Origin;
  /**
   * What is done with its rows before they are mapped, in this order. Default: nothing. Rows are as the vendor sent them:
   * whatever is said of one in its record (event name, attributes, uids) is to be made of what `privacy` leaves.
   */
  works?(config: CortexConfig, privacy: Privacy): readonly RowWork[];
  /** Kinds of records that its side streams make beside its own, with these settings. Default: none. */
  kinds?(config: CortexConfig): readonly RecordKind[];
  /** Work beside its polls. Default: none. */
  sides?(means: SideMeans): readonly SideStream[];
}

/** A source whose rows are those of a list, which is followed. */
export interface ListedSource<Item = never> extends SourceFacts<Item> {
  feed(api: CortexApi, config: CortexConfig): Feed<Item>;
  readonly supply?: never;
  /** What it can be narrowed to. */
  readonly selection?: SelectionTable;
  /** What it can be asked once. Default: nothing. */
  fetch?(config: CortexConfig): FetchDefinition;
  /** Its records never change and are never taken back: what is delivered can be counted. */
  readonly immutable?: true;
  /** The same in the newer generation of the API. Absent: there is one only. */
  readonly newer?: Newer;
}

/** A source whose rows are had in a way of its own, such as by a query. What goes with a list it has not. */
export interface SuppliedSource<Item = never> extends SourceFacts<Item> {
  readonly supply: (means: SupplyMeans) => Supply;
  readonly feed?: never;
  readonly selection?: never;
  readonly fetch?: never;
  readonly immutable?: never;
  readonly newer?: never;
}

/** What a side stream may use of the open source. */
export interface SideMeans {
  /** Its calls wait for those of the polls, never the other way round. */
  readonly api: CortexApi;
  readonly config: CortexConfig;
  readonly memo: Memo;
  /** As it is saved. */
  readonly storage: Storage;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The record of a row, as the main stream would make it; of another kind than the source's, where that is given. */
  readonly record: (row: WorkedRow, kind?: RecordKind) => LogRecord;
  /** What the record of a row goes through by itself; for what else is said of one. */
  readonly privacy: Privacy;
}
