import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { auditRoute } from '../../../src/host/commands/audit-route.ts';
import { auditRecord } from '../../../src/host/commands/audit-record.ts';
import { holdMs, type CommandJournal } from '../../../src/host/commands/command-journal.ts';
import { sqliteCommandJournal } from '../../../src/host/commands/sqlite-command-journal.ts';
import { otlpFault, silentLogger } from '../../../src/testing/index.ts';
import { connectorOf } from '../collect/collect-bench.ts';
import { minute, useConnector } from '../collect/use-connector.ts';
import { origin } from '../delivery/records.ts';
import { temporaryDirectory } from '../state/state-tools.ts';
import { numbersCommand } from './call-bench.ts';
import { endOf, startOf } from './journaled.ts';

const { bench, numbers, connector, start, status } = useConnector();

let directory: ReturnType<typeof temporaryDirectory>;
let journal: CommandJournal;
beforeEach(() => {
  directory = temporaryDirectory();
  journal = sqliteCommandJournal(directory.path, { clock: bench().clock, logger: silentLogger() });
});
afterEach(() => directory.remove());

/** A run of a connector whose plugin has commands. */
function startRun(changes: Parameters<typeof start>[0] = {}): void {
  const { plugin } = numbers();
  const commands = [numbersCommand(async () => ({}))];
  start({ connector: { ...connectorOf(numbers(), 'soc'), plugin: { ...plugin, commands } }, journal, ...changes });
}

/** Until polls and rounds both wait. */
const both = async (): Promise<void> => bench().clock.untilSleeping(2);
const later = async (ms: number): Promise<void> => {
  await bench().clock.advance(ms);
  await both();
};
/** Whoever ran it could not deliver its audit records. */
async function leftBehind(id: string): Promise<void> {
  await journal.begin(startOf(id));
  await journal.finish(startOf(id), endOf());
  await journal.release(id);
}
const told = () =>
  bench()
    .endpoint.received()
    .map(({ eventName }) => eventName.replace('cortex_otel.command.', ''));
const isSettled = async () => (await journal.history('soc', { limit: 9 })).map(({ settled }) => settled);
const all = { start: true, end: true };

test('a run delivers what was left behind, once', async () => {
  await leftBehind('one');
  startRun();
  await both();
  expect(told()).toEqual(['started', 'finished']);
  expect(await isSettled()).toEqual([all]);
  await later(minute);
  expect(told()).toHaveLength(2);
  expect(status()).toMatchObject({ status: 'Active', sides: [{ name: 'commands', error: null }] });
});

test('a run leaves alone what somebody else is about to deliver, until they are heard of no more', async () => {
  await journal.begin(startOf('one'));
  startRun();
  await both();
  await later(20_000);
  expect(told()).toEqual([]);
  await later(holdMs);
  expect(told()).toEqual(['started', 'lost']);
  expect(bench().endpoint.received().at(-1)).toMatchObject({
    severityNumber: 17,
    body: { note: expect.stringContaining('nobody knows what came of it') as string },
  });
  expect(await isSettled()).toEqual([{ start: true, end: false }]);
  await later(minute);
  expect(told()).toEqual(['started', 'lost']);
});

test('a destination that is down gets them when it is up again', async () => {
  bench().endpoint.faults.add(otlpFault.status(503));
  await leftBehind('one');
  startRun();
  await both();
  await leftBehind('two');
  await later(minute);
  expect(told()).toEqual([]);
  expect(await isSettled()).toEqual([
    { start: false, end: false },
    { start: false, end: false },
  ]);
  bench().endpoint.faults.clear();
  await later(2 * minute);
  expect(told()).toEqual(['started', 'finished', 'started', 'finished']);
  expect(await isSettled()).toEqual([all, all]);
});

test('a journal that cannot be written for a while costs no repeat', async () => {
  await leftBehind('one');
  let failures = 2;
  const settled: CommandJournal['settled'] = async (records) => {
    if (failures-- > 0) throw new ConnectorError('state', 'the disk is full', { code: 'DISK-702' });
    return journal.settled(records);
  };
  startRun({ journal: { ...journal, settled } });
  await both();
  expect(await isSettled()).toEqual([{ start: false, end: false }]);
  await later(15 * minute);
  expect(await isSettled()).toEqual([all]);
  expect(told()).toEqual(['started', 'finished']);
  expect((await bench().store.load('soc'))?.counters.accepted).toBe(2);
});

test('a run that was killed before it could note it tells it again, with the same ids', async () => {
  await leftBehind('one');
  startRun({ journal: { ...journal, settled: () => Promise.reject(new ConnectorError('state', 'killed')) } });
  await both();
  await connector().stop();
  startRun();
  await both();
  const ids = bench()
    .endpoint.received()
    .map(({ attributes }) => attributes['log.record.uid']);
  expect(ids).toHaveLength(4);
  expect(new Set(ids).size).toBe(2);
  expect(await isSettled()).toEqual([all]);
});

test('one that the destination refuses while it takes others is kept as a dead letter', async () => {
  await leftBehind('one');
  const [due] = await journal.due('soc', 1);
  const { uid } = auditRecord(due!);
  bench().endpoint.faults.add(otlpFault.refuse([uid]));
  startRun();
  await both();
  expect(told()).toEqual(['finished']);
  expect(await isSettled()).toEqual([all]);
  expect((await bench().store.load('soc'))?.counters.deadLettered).toBe(1);
});

test('one that is refused alone waits for others to come, and is not taken for its own company', async () => {
  await journal.begin(startOf('killed'));
  await journal.settled([{ id: 'killed', phase: 'lost' }]);
  await journal.release('killed');
  const [due] = await journal.due('soc', 1);
  bench().endpoint.faults.add(otlpFault.refuse([auditRecord(due!).uid]));
  startRun();
  await both();
  await later(minute);
  expect(await isSettled()).toEqual([{ start: false, end: false }]);
  await leftBehind('one');
  await later(minute);
  expect(told()).toEqual(['started', 'finished']);
  expect(await isSettled()).toEqual([all, { start: true, end: false }]);
  expect((await bench().store.load('soc'))?.counters.deadLettered).toBe(1);
});

test('a run that ends by itself has delivered them before', async () => {
  await leftBehind('one');
  startRun({ once: { giveUpAfterMs: minute } });
  expect(await connector().done).toEqual({ ended: 'caught up' });
  expect(told()).toEqual(['started', 'finished']);
});

test('more than one batch of them is delivered without a wait', async () => {
  for (let number = 0; number < 130; number += 1) await leftBehind(String(number));
  startRun();
  await both();
  expect(told()).toHaveLength(260);
});

describe('of a connector that is not configured any more', () => {
  const route = () => auditRoute(bench().destination, origin);
  const left = async (more: Parameters<typeof startOf>[1]) => {
    await journal.begin(startOf('one', { connector: 'gone', route: route(), ...more }));
    await journal.release('one');
  };

  test('they are delivered by one that delivers to the same, in the same name, and the call is its own then', async () => {
    await left({});
    startRun({ configured: () => ['soc'] });
    await both();
    expect(told()).toEqual(['started', 'lost']);
    expect(bench().endpoint.received()[0]?.attributes['cortex_otel.connector.id']).toBe('gone');
    expect(await isSettled()).toEqual([{ start: true, end: false }]);
  });

  test.for<[what: string, more: () => Parameters<typeof startOf>[1], configured: readonly string[]]>([
    ['that is there, and rests', () => ({}), ['soc', 'gone']],
    ['with another destination', () => ({ route: auditRoute({ kind: 'file', path: '/x' }, origin) }), ['soc']],
    ['of another tenant', () => ({ route: auditRoute(bench().destination, { resource: { tenant: 'b' } }) }), ['soc']],
  ])('those of one %s are left alone', async ([, more, configured]) => {
    await left(more());
    startRun({ configured: () => configured });
    await both();
    await later(minute);
    expect(told()).toEqual([]);
    expect((await journal.standing()).due).toEqual([{ connector: 'gone', records: 2 }]);
  });
});

test('that a journal was damaged is told once to the destination of each connector', async () => {
  await leftBehind('one');
  await writeFile(join(directory.path, 'commands.sqlite'), 'no database at all'.repeat(500), { mode: 0o600 });
  startRun();
  await both();
  await later(minute);
  expect(told()).toEqual(['journal_damaged']);
  expect(bench().endpoint.received()[0]).toMatchObject({
    severityNumber: 17,
    attributes: { 'cortex_otel.connector.id': 'soc', 'cortex_otel.command.calls_kept': 0 },
    body: { summary: expect.stringContaining('Nothing in it could be read') as string },
  });
  expect(await journal.losses('soc')).toEqual([]);
  expect(await journal.losses('other')).toHaveLength(1);
  await connector().stop();
  startRun();
  await both();
  expect(told()).toHaveLength(1);
});

test('a loss of long ago is no news to a connector that is added', async () => {
  await leftBehind('one');
  await writeFile(join(directory.path, 'commands.sqlite'), 'no database at all'.repeat(500), { mode: 0o600 });
  await journal.history('soc', { limit: 1 });
  expect(await journal.losses('new')).toMatchObject([{ callsKept: 0 }]);
  await bench().clock.advance(31 * 24 * 60 * minute);
  expect(await journal.losses('new')).toEqual([]);
});

test('a connector without commands has nothing of the kind', async () => {
  start({ journal });
  await bench().clock.untilSleeping();
  expect(status().sides).toEqual([]);
});
