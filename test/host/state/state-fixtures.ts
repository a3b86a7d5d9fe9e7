import type { Checkpoint, LogRecord } from '../../../src/contract/index.ts';
import type { DeadLetter } from '../../../src/host/state/dead-letter.ts';

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
