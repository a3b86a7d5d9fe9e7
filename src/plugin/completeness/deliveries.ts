import type { Collection, Storage, StorageChange } from '../../contract/index.ts';
import type { Ledger } from './ledger.ts';
import { type Window, windowAt } from './window.ts';

/** Windows from which something was delivered, oldest first. */
const windows: Collection = { name: 'count-windows', most: 20_000 };
/** Ids of what was delivered from them. The oldest are forgotten first. */
const windowIds: Collection = { name: 'count-window-ids', most: 4_000 };

/** Who delivered: the polls, or the checks that came after them. Each writes its own entries. */
export type By = 'polls' | 'checks';

/** What was delivered from a window. */
export interface Tally extends Window {
  readonly by: By;
  /** Distinct records. */
  readonly count: number;
  /** Entries that hold their ids; 0: too many to be kept. */
  readonly chunks: number;
}

export interface Delivered {
  readonly uid: string;
  readonly atMs: number;
}

/** 64 bits of an id tell the records of a window apart. */
const idBytes = 8;
const idDigits = 2 * idBytes;
const chunkIds = 512;
const mostChunks = 64;

/** Counts what a batch delivers: each record once, as far as its window's ids are known. */
export async function countDelivered(
  ledger: Ledger,
  { by, rows, storage }: { readonly by: By; readonly rows: readonly Delivered[]; readonly storage: Storage },
): Promise<readonly StorageChange[]> {
  const groups = Map.groupBy(
    rows.filter(({ atMs }) => atMs >= ledger.fromMs),
    ({ atMs }) => windowAt(ledger, atMs).fromMs,
  );
  const before = await tallies(storage, ledger, [...groups.keys()]);
  const changes: StorageChange[] = [];
  for (const [fromMs, group] of groups) {
    const empty: Tally = { ...windowAt(ledger, fromMs), by, count: 0, chunks: 1 };
    const tally = before.find((one) => one.fromMs === fromMs && one.by === by) ?? empty;
    const ids = await idsOf(storage, ledger, tally);
    changes.push(...added(ledger, tally, { ids, uids: group.map(({ uid }) => uid) }));
  }
  return changes;
}

/** What was counted, oldest first, of at most so many windows. */
export async function oldestTallies(
  storage: Storage,
  { epoch }: Pick<Ledger, 'epoch'>,
  most = windows.most,
): Promise<readonly Tally[]> {
  const entries = await storage.first(windows, most);
  return entries.flatMap(({ key, value }) => (key.startsWith(`${epoch}.`) ? [value as unknown as Tally] : []));
}

/** What both have delivered from these windows. */
export async function tallies(storage: Storage, ledger: Ledger, fromMs: readonly number[]): Promise<readonly Tally[]> {
  const keys = fromMs.flatMap((ms) => [keyOf(ledger, ms, 'polls'), keyOf(ledger, ms, 'checks')]);
  return [...(await storage.get(windows, keys)).values()].map(({ value }) => value as unknown as Tally);
}

/** The ids of a tally, as {@link idOf} gives them; undefined when they were too many to be kept. */
export async function idsOf(storage: Storage, ledger: Ledger, tally: Tally): Promise<ReadonlySet<string> | undefined> {
  const keys = chunkKeys(ledger, tally);
  const chunks = await storage.get(windowIds, keys);
  const ids = new Set<string>();
  for (const key of keys) {
    const text = chunks.get(key)?.value;
    const digits = typeof text === 'string' ? Buffer.from(text, 'base64').toString('hex') : '';
    for (let at = 0; at < digits.length; at += idDigits) ids.add(digits.slice(at, at + idDigits));
  }
  return ids.size === tally.count ? ids : undefined;
}

export function idOf(uid: string): string {
  return uid.slice(0, idDigits);
}

/** Forgets a window. */
export function forgotten(ledger: Ledger, tally: Tally): readonly StorageChange[] {
  const forget = (collection: Collection, key: string): StorageChange => ({ collection, key, entry: undefined });
  return [
    forget(windows, keyOf(ledger, tally.fromMs, tally.by)),
    ...chunkKeys(ledger, tally).map((key) => forget(windowIds, key)),
  ];
}

function added(
  ledger: Ledger,
  tally: Tally,
  { ids, uids }: { readonly ids: ReadonlySet<string> | undefined; readonly uids: readonly string[] },
): readonly StorageChange[] {
  const fresh = [...new Set(uids.map(idOf))].filter((id) => !ids?.has(id));
  if (fresh.length === 0) return [];
  const count = tally.count + fresh.length;
  const all = ids && [...ids, ...fresh];
  const chunks = Math.ceil(count / chunkIds);
  if (!all || chunks > mostChunks) {
    const keyless = { ...tally, count, chunks: 0 };
    return [...forgotten(ledger, tally).slice(1), tallyChange(ledger, keyless)];
  }
  const grown = { ...tally, count, chunks };
  const firstChanged = Math.floor(tally.count / chunkIds);
  const changed = chunkKeys(ledger, grown).flatMap((key, index): StorageChange[] => {
    if (index < firstChanged) return [];
    const part = all.slice(index * chunkIds, (index + 1) * chunkIds).join('');
    const value = Buffer.from(part, 'hex').toString('base64');
    return [{ collection: windowIds, key, entry: { rank: -tally.fromMs, value } }];
  });
  return [tallyChange(ledger, grown), ...changed];
}

function tallyChange(ledger: Ledger, tally: Tally): StorageChange {
  const key = keyOf(ledger, tally.fromMs, tally.by);
  return { collection: windows, key, entry: { rank: tally.fromMs, value: { ...tally } } };
}

function keyOf({ epoch }: Pick<Ledger, 'epoch'>, fromMs: number, by: By): string {
  return `${epoch}.${by}.${fromMs}`;
}

function chunkKeys(ledger: Ledger, { fromMs, by, chunks }: Tally): readonly string[] {
  return Array.from({ length: chunks }, (_, index) => `${keyOf(ledger, fromMs, by)}.${index}`);
}
