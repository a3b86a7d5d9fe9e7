import type { Checkpoint, LogRecord } from '../../../src/contract/index.ts';
import type { DeadLetter } from '../../../src/host/state/dead-letter.ts';
import type { SavedConnector, TimelineNote } from '../../../src/host/state/operator-store.ts';

export function checkpoint(position: number): Checkpoint {
  return { version: 1, source: 'numbers', tenant: 'https://api.example.com', position };
}

export function deadLetter(uid: string, change: Partial<DeadLetter> = {}): DeadLetter {
  const record: LogRecord = {
    uid,
    eventName: 'number',
    observedTime: [1_700_000_000, 1],
    severityNumber: 0,
    body: { text: 'ünï\u2028', none: null },
    attributes: { n: 1 },
  };
  return { kind: 'refused', reason: 'HTTP 400: bad record', atMs: 1_700_000_000_000, records: [record], ...change };
}

/** A connector made in the console, with both kinds of secrets. */
export function savedConnector(id: string, change: Partial<SavedConnector> = {}): SavedConnector {
  const armor = '-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24=\n-----END AGE ENCRYPTED FILE-----\n';
  return {
    id,
    name: `The ${id}`,
    source: 'odd-numbers',
    settings: { host: 'one.example', speed: 2 },
    secrets: { token: { kind: 'sealed', text: armor, setMs: 5 } },
    destination: {
      endpoint: 'https://otlp.example',
      encoding: 'json',
      compression: 'none',
      authorization: { kind: 'reference', text: 'Bearer ${env:TOKEN}', setMs: 6 },
    },
    healthCheckInterval: '6h',
    revision: 1,
    createdMs: 1,
    updatedMs: 2,
    ...change,
  };
}

export function note(text: string, change: Partial<TimelineNote> = {}): TimelineNote {
  return { connector: 'a', atMs: 1, kind: 'edit', actor: 'anna', text, ...change };
}
