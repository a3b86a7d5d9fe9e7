import type { Collection, DriftFinding, JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import { nothingSeen, type Presence } from './presence.ts';

/** Findings that are kept of a connector: the oldest ones. */
export const mostFindings = 500;

const findings: Collection = { name: 'drift', most: mostFindings };
const standing: Collection = { name: 'drift-standing', most: 1 };
const standingKey = 'standing';

/** What has to be known from one batch to the next. */
export interface Standing {
  /** What tells one table of known fields from another. */
  readonly known: string;
  readonly findings: number;
  /** Items looked at, history included, up to as many as it takes to judge. */
  readonly items: number;
  readonly presence: Presence;
  /** Keys of objects of which nothing is documented, by field, as they were found at first. */
  readonly nested: { readonly [field: string]: readonly string[] };
  /** New values listed so far, by field. */
  readonly values: { readonly [field: string]: number };
}

export function firstStanding(known: string): Standing {
  return { known, findings: 0, items: 0, presence: nothingSeen, nested: {}, values: {} };
}

export async function readStanding(storage: Storage): Promise<Standing | undefined> {
  const kept = await storage.get(standing, [standingKey]);
  return kept.get(standingKey)?.value as unknown as Standing | undefined;
}

export function keepStanding(value: Standing): StorageChange {
  return { collection: standing, key: standingKey, entry: { rank: 0, value: value as unknown as JsonValue } };
}

export async function readFindings(
  storage: Storage,
  keys: readonly string[],
): Promise<ReadonlyMap<string, DriftFinding>> {
  const kept = await storage.get(findings, keys);
  return new Map([...kept].map(([key, { value }]) => [key, value as unknown as DriftFinding]));
}

/** Oldest first. */
export async function allFindings(storage: Storage): Promise<readonly (readonly [key: string, DriftFinding])[]> {
  const kept = await storage.first(findings, mostFindings);
  return kept.map(({ key, value }) => [key, value as unknown as DriftFinding]);
}

/** Those found later are forgotten first, should there ever be too many. */
export function keepFinding(key: string, finding: DriftFinding): StorageChange {
  return {
    collection: findings,
    key,
    entry: { rank: finding.firstSeenMs, value: finding as unknown as JsonValue },
  };
}

export function forgetFinding(key: string): StorageChange {
  return { collection: findings, key, entry: undefined };
}
