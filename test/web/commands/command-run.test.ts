import { describe, expect, test } from 'vitest';
import type { CallDetails } from '../../../src/api/commands.ts';
import { begunRun, cutShort, spokenRun, withCommandEvent } from '../../../src/web/commands/model/command-run.ts';

const ended: CallDetails = {
  call: 'Aa17',
  command: 'open-windows',
  access: 'write',
  actor: 'ann',
  via: 'console',
  at: '2026-01-01T00:00:00.000Z',
  durationMs: 12,
  summary: 'Open 1 window',
  outcome: 'Failed',
  unknown: true,
  input: {},
  failures: [],
  moreFailures: 0,
  keyFields: {},
  files: [],
  recordCount: 0,
  stoppedBy: null,
  unrecorded: false,
  resultKept: true,
  error: null,
  answer: null,
};
const started = withCommandEvent(begunRun, { started: { call: 'Aa17', summary: 'Open 1 window' } });

describe('a run', () => {
  test('has begun, goes on, and has ended', () => {
    expect(started).toMatchObject({ state: 'running', call: 'Aa17', summary: 'Open 1 window' });
    const going = withCommandEvent(started, { progress: { message: 'The attic', done: 1, total: 2 } });
    expect(going).toMatchObject({ state: 'running', progress: { message: 'The attic' } });
    expect(withCommandEvent(going, { ended })).toMatchObject({ state: 'done', ended });
  });

  test('that is refused says why', () => {
    const refused = cutShort(begunRun, { error: 'not allowed', remedy: 'Ask an admin.' });
    expect(refused).toMatchObject({ state: 'broken', problem: { error: 'not allowed', remedy: 'Ask an admin.' } });
  });

  test('that nothing more is heard of after it has begun sends to the history, not to the button', () => {
    for (const problem of [undefined, { error: 'The collector cannot be reached.', remedy: 'Check that it runs.' }]) {
      expect(cutShort(started, problem).problem?.remedy).toContain('Look there before you run it again');
    }
  });

  test('is spoken as it goes, and an outcome nobody knows is not spoken as a failure', () => {
    expect(spokenRun(begunRun)).toBe('Running.');
    expect(spokenRun(withCommandEvent(started, { progress: { message: 'The attic' } }))).toBe('The attic');
    expect(spokenRun(withCommandEvent(started, { ended }))).toBe('It is not known whether it was done.');
    expect(spokenRun(withCommandEvent(started, { ended: { ...ended, unknown: false } }))).toBe('Failed');
  });
});
