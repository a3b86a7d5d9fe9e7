import { describe, expect, test } from 'vitest';
import type { TestEvent, TestResult } from '../../../src/api/connector-form.ts';
import { detailsText } from '../../../src/web/connection-test/details-text.ts';
import { spokenText } from '../../../src/web/connection-test/spoken-text.ts';
import { beginRun, endRun, keptRun, type TestRun, withEvent } from '../../../src/web/connection-test/test-run.ts';

const ok = (stage: string, source = 'a'): TestEvent => ({
  source,
  stage: { stage, status: 'ok', ms: 12.4, message: 'Fine.' },
});
const failed: TestEvent = {
  source: 'a',
  stage: {
    stage: 'authentication',
    status: 'failed',
    ms: 3,
    message: 'The key was refused: s3cret-key.',
    code: 'AUTH-301',
    remedy: 'Check the key.',
  },
};
const result = (status: 'ok' | 'failed'): TestResult => ({
  status,
  message: status === 'ok' ? 'Connection successful' : 'Authentication failed',
  testedAt: '2026-11-21T20:34:07.000Z',
  durationMs: 50,
  stages: [],
});

function shown({ sources }: TestRun): readonly string[] {
  return sources.map(
    ({ source, stages }) => `${source}: ${stages.map(({ stage, status }) => `${stage} ${status}`).join(', ')}`,
  );
}

describe('the stages of a test', () => {
  test('before anything is known the first one runs and the others wait', () => {
    const [a, b] = shown(beginRun(['a', 'b']));
    expect(a).toMatch(/^a: configuration running, dns pending, .*destination pending$/);
    expect(b).toMatch(/^b: configuration pending/);
  });

  test('one that came out is followed by the next', () => {
    const run = withEvent(beginRun(['a']), ok('configuration'));
    expect(shown(run)[0]).toMatch(/^a: configuration ok, dns running, connect pending/);
  });

  test('usual ones that a plugin passes over are gone, others of its own are shown', () => {
    const run = [ok('configuration'), ok('quota'), ok('mapping')].reduce(withEvent, beginRun(['a']));
    expect(shown(run)).toEqual(['a: configuration ok, quota ok, mapping ok, destination running']);
  });

  test('of several sources each has its own, also one nobody asked for', () => {
    const run = [ok('configuration', 'b'), ok('dns', 'c')].reduce(withEvent, beginRun(['a', 'b']));
    expect(shown(run)[1]).toMatch(/^b: configuration ok, dns running/);
    expect(shown(run)[2]).toBe('c: dns ok');
  });

  test('once it has ended nothing waits any more', () => {
    const run = [ok('configuration'), failed, { result: result('failed') }].reduce(withEvent, beginRun(['a']));
    expect(run).toMatchObject({ state: 'done', result: { status: 'failed' } });
    expect(shown(run)).toEqual(['a: configuration ok, authentication failed']);
    expect(shown(endRun(beginRun(['a']), { state: 'cancelled' }))).toEqual(['a: ']);
  });

  test('one that was kept is shown as it ended', () => {
    expect(keptRun('a', result('ok'))).toMatchObject({ state: 'done', result: { status: 'ok' } });
  });
});

describe('the details of a test', () => {
  const run = [ok('dns'), failed, { result: result('failed') }].reduce(withEvent, beginRun(['a']));

  test('hold stage, code, cause, remedy and the time', () => {
    const text = detailsText('SOC', run, []);
    expect(text).toContain('Connection test of SOC');
    expect(text).toContain('2026-11-21 20:34:07 UTC');
    expect(text).toContain('DNS: OK, 12 ms: Fine.');
    expect(text).toContain('Authentication: Failed, 3 ms: AUTH-301 The key was refused');
    expect(text).toContain('What to do: Check the key.');
  });

  test('hold no secret that was typed, whatever was answered, and a longer one is not left half', () => {
    const text = detailsText('SOC', run, ['s3cret', 's3cret-key']);
    expect(text).toContain('The key was refused: [redacted].');
    expect(text).not.toContain('s3cret');
  });

  test('say why there is no result', () => {
    const broken = endRun(run, { state: 'broken', problem: { error: 'Too many tests.', remedy: 'Wait.' } });
    expect(detailsText('SOC', broken, [])).toContain('Too many tests. Wait.');
  });
});

test.each([
  [beginRun(['a']), 'Testing the connection.'],
  [withEvent(beginRun(['a']), ok('dns')), 'DNS: OK.'],
  [withEvent(beginRun(['a']), { result: result('ok') }), 'Connection successful.'],
  [endRun(beginRun(['a']), { state: 'cancelled' }), 'The test was cancelled.'],
  [endRun(beginRun(['a']), { state: 'broken', problem: { error: 'Gone.' } }), 'Connection failed. Gone.'],
  [
    [failed, { result: result('failed') } as const].reduce<TestRun>(withEvent, beginRun(['a'])),
    'Connection failed at Authentication: The key was refused: s3cret-key. Check the key.',
  ],
])('what is spoken of it, %#', (run, text) => expect(spokenText(run)).toBe(text));
