import { afterEach, beforeEach } from 'vitest';
import {
  type ConnectorParts,
  type RunningConnector,
  startConnector,
} from '../../../src/host/collect/start-connector.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { uidOf } from '../delivery/records.ts';
import { type Bench, connectorOf, openBench } from './collect-bench.ts';
import { createNumbers, type Numbers, positionOf } from './numbers-source.ts';

export const minute = 60_000;

/** For each test a bench, numbers to be read, and the connector that reads them once it is started. */
export function useConnector() {
  let bench: Bench;
  let numbers: Numbers;
  let running: RunningConnector | undefined;

  beforeEach(async () => {
    bench = await openBench();
    numbers = createNumbers();
    running = undefined;
  });
  afterEach(async () => {
    running?.stopHard();
    await running?.done;
    await bench.close();
  });

  const connector = (): RunningConnector => {
    if (!running) throw new Error('not started');
    return running;
  };
  const start = (changes: Partial<ConnectorParts> = {}): void => {
    const { destination, store, tools } = bench;
    running = startConnector({ connector: connectorOf(numbers), destination, store, tools, ...changes });
  };
  /** Until it waits: for the next poll, or for the next attempt. */
  const settled = async (): Promise<void> => bench.clock.untilSleeping();
  /** Moves time to the next attempt, which is made in no time; resolves to how long the wait was, in milliseconds. */
  const attempt = async (): Promise<number> => {
    await settled();
    const waitMs = Date.parse(connector().monitor.status().nextAttemptAt ?? '') - bench.clock.now();
    await bench.clock.advance(waitMs);
    await settled();
    return waitMs;
  };
  const stored = async () => {
    const row = await bench.store.load('numbers');
    return { ...row, position: positionOf(row?.checkpoint) };
  };
  const status = () => connector().monitor.status();
  return { bench: () => bench, numbers: () => numbers, connector, start, settled, attempt, stored, status };
}

export function uids(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => uidOf(from + index));
}

/** The time `ms` after the clock's start. */
export function iso(ms: number): string {
  return new Date(testStartMs + ms).toISOString();
}
