import { Secret } from '../../../src/shared/secret.ts';
import type { Logger } from '../../../src/contract/index.ts';
import type { ConfiguredConnector } from '../../../src/host/config/configuration.ts';
import type { DestinationConfig } from '../../../src/host/delivery/destination.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { startFakeOtlpEndpoint, testStartMs, testTools } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { plainConnector } from '../plain-configuration.ts';
import { stateTools, temporaryDirectory } from '../state/state-tools.ts';
import { type Numbers, numbersConfig } from './numbers-source.ts';

export const never: AbortSignal = new AbortController().signal;

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A real store, a real endpoint on loopback, and time that stands still until it is told to move. */
export async function openBench() {
  const directory = temporaryDirectory();
  const store = await openSqliteStateStore({ directory: directory.path, tools: stateTools() }, never);
  const endpoint = await startFakeOtlpEndpoint();
  const clock = createVirtualClock(testStartMs);
  const lines: LogLine[] = [];
  return {
    store,
    endpoint,
    clock,
    lines,
    tools: { ...testTools({ clock, logger: collectingLogger(lines) }), proxyEnvironment: {} },
    destination: otlpDestination(endpoint.url),
    async close() {
      await store.close();
      await endpoint.close();
      directory.remove();
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

export function otlpDestination(endpoint: string): DestinationConfig {
  const settings = { encoding: 'json', compression: 'none', headers: {}, timeoutMs: 60_000 } as const;
  return { kind: 'otlp', endpoint, ...settings, maxRequestRecords: 200 };
}

export function connectorOf(numbers: Numbers, id = 'numbers', inputs = ''): ConfiguredConnector {
  const { plugin } = numbers;
  return plainConnector({ id, name: `The ${id}`, plugin, config: numbersConfig, inputs: new Secret(inputs) });
}

/** The uids an endpoint holds, in the order of acceptance. */
export function delivered({ endpoint }: Pick<Bench, 'endpoint'>): readonly unknown[] {
  return endpoint.received().map(({ attributes }) => attributes['log.record.uid']);
}

export type CommitFault = 'before' | 'after';

/** A store of which the next commits throw: before anything is saved, or once all of it is. */
export function unsteady(store: StateStore, faults: (CommitFault | undefined)[], error: unknown): StateStore {
  return {
    ...store,
    async commit(id, commit) {
      const fault = faults.shift();
      if (fault === 'before') throw error;
      const details = await store.commit(id, commit);
      if (fault === 'after') throw error;
      return details;
    },
  };
}

function collectingLogger(lines: LogLine[]): Logger {
  const log = (level: LogLine['level']) => (fields: Readonly<Record<string, unknown>>, event: string) =>
    void lines.push({ level, event, fields });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}
