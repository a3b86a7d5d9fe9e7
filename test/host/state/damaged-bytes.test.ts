import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import { flipped } from './flipped.ts';
import { checkpoint, deadLetter } from './state-fixtures.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

type Files = ReadonlyMap<string, Buffer>;

const ids = ['a', 'b', 'c'];
const positions = [1, 2, 3];
const tools = stateTools();
const never = new AbortController().signal;

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** The files of a store with three connectors: as a clean stop leaves them, or as a kill does, with a log. */
async function filesOfStore(ending: 'closed' | 'killed'): Promise<Files> {
  for (const position of positions) {
    const store = await openSqliteStateStore({ directory: directory.path, tools }, never);
    // The log of the last life holds what is new of one connector; the others stand in the database alone.
    for (const id of position === positions.at(-1) ? ids.slice(0, 1) : ids) {
      await store.commit(id, { checkpoint: checkpointAt(position), deadLetters: [deadLetter(id)] });
    }
    const killed = storedFiles();
    await store.close();
    if (ending === 'killed' && position === positions.at(-1)) return killed;
  }
  return storedFiles();
}

function checkpointAt(position: number) {
  return { ...checkpoint(position), pad: 'x'.repeat(9000) };
}

function storedFiles(): Files {
  const names = readdirSync(directory.path).filter((name) => /^(state\.db|state\.db-wal|store\.json)$/.test(name));
  return new Map(names.map((name) => [name, readFileSync(join(directory.path, name))]));
}

function restore(files: Files) {
  rmSync(directory.path, { recursive: true, force: true });
  mkdirSync(directory.path, { mode: 0o700 });
  for (const [name, bytes] of files) writeFileSync(join(directory.path, name), bytes, { mode: 0o600 });
}

/** From best to worst: every checkpoint is the last one saved; one is an earlier one; one is refused with a way out. */
const verdicts = ['intact', 'earlier', 'refused'];

/** One of the verdicts, or what went wrong. */
async function verdict(files: Files): Promise<string> {
  restore(files);
  const seen = await look(async () => openSqliteStateReader(directory.path));
  const opened = await look(async () => openSqliteStateStore({ directory: directory.path, tools }, never));
  return verdicts.includes(seen) ? opened : `reader: ${seen}`;
}

interface Loadable {
  load(id: string): Promise<{ readonly checkpoint: unknown } | undefined>;
  close(): Promise<void>;
}

async function look(open: () => Promise<Loadable>): Promise<string> {
  try {
    const store = await open();
    const results: string[] = [];
    for (const id of ids) results.push(await loaded(store, id));
    await store.close();
    return (
      results.find((each) => !verdicts.includes(each)) ?? verdicts.findLast((each) => results.includes(each)) ?? ''
    );
  } catch (error) {
    return judged(error);
  }
}

async function loaded(store: Loadable, id: string): Promise<string> {
  try {
    const found = (await store.load(id))?.checkpoint;
    if (found === undefined) return `connector ${id} would start anew`;
    const saved = positions.slice(0, id === 'a' ? 3 : 2).toReversed();
    const index = saved.findIndex((position) => isDeepStrictEqual(checkpointAt(position), found));
    return ['intact', 'earlier', 'earlier'][index] ?? `connector ${id} has a checkpoint nobody saved`;
  } catch (error) {
    return judged(error);
  }
}

function judged(error: unknown): string {
  if (isConnectorError(error) && error.kind === 'state' && error.code === 'CKPT-701' && error.remedy) return 'refused';
  const { name, code, message } = error as { name: string; code: string; message: string };
  return `unclassified ${name} ${code}: ${message}`;
}

async function tally(files: Files, name: string, mutations: readonly (readonly [string, Buffer])[]) {
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const [label, bytes] of mutations) {
    const result = await verdict(new Map([...files, [name, bytes]]));
    seen.add(result);
    if (!verdicts.includes(result)) wrong.push(`${name} ${label}: ${result}`);
  }
  return { seen: verdicts.filter((each) => seen.has(each)), wrong };
}

function flips(bytes: Buffer, count: number) {
  return Array.from({ length: count }, (_, seed) => [`flipped with seed ${seed}`, flipped(bytes, seed)] as const);
}

function cuts(bytes: Buffer, count: number) {
  const step = Math.max(1, Math.floor(bytes.length / count));
  const lengths = Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => index * step);
  return lengths.map((length) => [`cut to ${length} bytes`, bytes.subarray(0, length)] as const);
}

/* What is altered in white space, or in a free page, is whole. A damaged log ends where the damage begins: what went before is whole, so collecting repeats a little and skips nothing. */
test.each([
  { name: 'state.db', ending: 'closed', damage: flips, count: 1500, seen: ['intact', 'refused'] },
  { name: 'state.db', ending: 'killed', damage: flips, count: 700, seen: ['intact', 'refused'] },
  { name: 'state.db-wal', ending: 'killed', damage: flips, count: 700, seen: ['earlier'] },
  { name: 'store.json', ending: 'closed', damage: flips, count: 300, seen: ['intact', 'refused'] },
  { name: 'state.db', ending: 'closed', damage: cuts, count: 800, seen: ['refused'] },
  { name: 'state.db', ending: 'killed', damage: cuts, count: 400, seen: ['refused'] },
  { name: 'state.db-wal', ending: 'killed', damage: cuts, count: 400, seen: ['earlier'] },
  { name: 'store.json', ending: 'closed', damage: cuts, count: 400, seen: ['intact', 'refused'] },
] as const)(
  '$damage.name of $name of a $ending store are no silent first start, no skip and no crash',
  async ({ name, ending, damage, count, seen }) => {
    const files = await filesOfStore(ending);
    expect(await verdict(files)).toBe('intact');
    const damaged = damage(files.get(name) ?? Buffer.alloc(0), count);
    expect(await tally(files, name, damaged)).toEqual({ seen, wrong: [] });
  },
  120_000,
);
