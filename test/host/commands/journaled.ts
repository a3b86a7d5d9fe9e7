import type { CallEnd, CallStart } from '../../../src/host/commands/call.ts';
import { testStartMs } from '../../../src/testing/index.ts';

/** A call that has begun. */
export const startOf = (id: string, more: Partial<CallStart> = {}): CallStart => ({
  id,
  connector: 'soc',
  command: 'isolate-hosts',
  access: 'write',
  actor: 'ana',
  via: 'cli',
  host: 'desk',
  startedMs: testStartMs,
  input: { endpoint_ids: ['ab12'] },
  summary: 'Isolate 1 endpoint: ab12',
  ...more,
});

/** What came of it. */
export const endOf = (more: Partial<CallEnd> = {}): CallEnd => ({
  finishedMs: testStartMs,
  outcome: 'Successful',
  failures: [],
  moreFailures: 0,
  keyFields: { action_id: 7 },
  files: [],
  records: 0,
  error: null,
  ...more,
});
