import type { Collection, DriftFinding, JsonValue, Storage, StorageChange } from '../../contract/index.ts';
import { nothingSeen, type Presence } from './presence.ts';

/** Findings that are kept of one kind of item: the oldest ones. */
export const mostFindings = 500;

/** A connector's own, and those that come with its details. */
const mostKinds = 4;

const findings: Collection = { name: 'drift', most: mostKinds * mostFindings };
const standings: Collection = { name: 'drift-standing', most: mostKinds };
const standingKey = (at: string): string => (at === '' ? 'standing' : `standing ${at}`);

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

/** `at`: what the names of the kind's fields begin with in a finding. */
export async function readStanding(storage: Storage, at: string): Promise<Standing | undefined> {
  const key = standingKey(at);
  return (await storage.get(standings, [key])).get(key)?.value as unknown as Standing | undefined;
}

export function keepStanding(value: Standing, at: string): StorageChange {
  return { collection: standings, key: standingKey(at), entry: { rank: 0, value: value as unknown as JsonValue } };
}

/** Findings of the other kinds. */
export async function findingsBeside(storage: Storage, at: string): Promise<number> {
  const others = (await storage.first(standings, mostKinds)).filter(({ key }) => key !== standingKey(at));
  return others.reduce((sum, { value }) => sum + (value as unknown as Standing).findings, 0);
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
  const kept = await storage.first(findings, findings.most);
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
