import type { CommandsAllowed, ConnectorConfig } from '../contract/index.ts';
import type { Secret } from '../shared/secret.ts';
import type { Generation } from './generations/generation.ts';
import type { PrivacyConfig } from './privacy/privacy-rules.ts';
import type { Selection } from './selection/selection-table.ts';

/** Where a first start begins: everything, nothing, an epoch-millisecond floor, or so many milliseconds before now. */
export type BackfillStart =
  | { readonly kind: 'all' | 'now' }
  | { readonly kind: 'time'; readonly timeMs: number }
  | { readonly kind: 'ago'; readonly ms: number };

export type KeyType = 'auto' | 'standard' | 'advanced';

/** How the vendor record becomes the body: a map, one JSON text, or an event of OCSF with the whole record inside. */
export type BodyForm = 'map' | 'json' | 'ocsf';

/** A query that is run window by window. */
export interface QueryConfig {
  readonly text: string;
  /** For people and for searches. */
  readonly name: string | undefined;
  readonly windowMs: number;
  /** How long after its end a window may still get rows. */
  readonly delayMs: number;
  /** Tenants below that of the key; none: it alone. */
  readonly tenants: readonly string[];
}

/** A validated Cortex connector. `tenant` is the normalised origin, such as https://api-acme.xdr.us.….com. */
export interface CortexConfig extends ConnectorConfig {
  readonly apiKey: Secret;
  /** Absent only for XSOAR 6, whose keys have no id. */
  readonly apiKeyId: string | undefined;
  readonly keyType: KeyType;
  readonly backfillStart: BackfillStart;
  readonly overlapMs: number;
  /** Of the tenant, shared by all its connectors in the process. */
  readonly requestsPerSecond: number;
  readonly requestTimeoutMs: number;
  /** Records a batch aims at, 1 to 500. */
  readonly batchSize: number;
  readonly body: BodyForm;
  /** Whether records have the attributes of the Elastic Common Schema beside. */
  readonly ecs: boolean;
  /** What happens to fields before an item leaves the process; absent: nothing. */
  readonly privacy: PrivacyConfig | undefined;
  readonly proxy: Secret | undefined;
  /** Which generation of the API is asked; `auto` for sources that know one only. */
  readonly apiGeneration: 'auto' | Generation;
  /** What the source is narrowed to. */
  readonly selection: Selection;
  /** Which details of its records are fetched. */
  readonly enrich: 'none' | 'alerts';
  /** Whether what was delivered is counted against what the API reports, where records never change. */
  readonly completeness: 'on' | 'off';
  readonly commands: CommandsAllowed;
  /** Of a source of queries. */
  readonly query?: QueryConfig;
  /** PEM text. */
  readonly ca: string | undefined;
}
