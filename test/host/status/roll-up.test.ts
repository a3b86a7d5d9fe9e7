import { describe, expect, test } from 'vitest';
import { rollUp } from '../../../src/host/status/roll-up.ts';
import type { ConnectorStatus } from '../../../src/host/status/status-report.ts';
import { statusWords, type StatusWord } from '../../../src/host/status/status-word.ts';
import { before, connectorStatus } from '../status-reports.ts';

const named = (word: StatusWord, name: string, message?: string): ConnectorStatus =>
  connectorStatus(word, {
    name,
    reason: `why ${name}`,
    error: message === undefined ? null : { kind: 'unavailable', message, at: before(0), inARow: 1 },
  });

test('no connectors', () => {
  expect(rollUp([])).toBe('No connectors.');
});

test('how many have which word, the best first', () => {
  const connectors = [named('Action required', 'a', '401'), named('Active', 'b'), named('Active', 'c')];
  expect(rollUp(connectors)).toBe('3 connectors: 2 Active, 1 Action required. a: 401');
});

test('when all is well nobody is named', () => {
  expect(rollUp([named('Active', 'a')])).toBe('1 connector: 1 Active.');
  expect(rollUp([named('Paused', 'a'), named('Standby', 'b'), named('Active (catching up)', 'c')])).toBe(
    '3 connectors: 1 Active (catching up), 1 Paused, 1 Standby.',
  );
});

describe('the worst is named', () => {
  test.for<[StatusWord, StatusWord]>([
    ['Action required', 'Retrying'],
    ['Retrying', 'Throttled'],
    ['Throttled', 'Active'],
  ])('%s before %s', ([worse, better]) => {
    const connectors = [named(better, 'better', 'a word'), named(worse, 'worse', 'another word')];
    expect(rollUp(connectors)).toMatch(/ worse: another word$/);
  });

  test('also when it has no error but its silence', () => {
    expect(rollUp([named('Active', 'a'), named('Retrying', 'b')])).toMatch(/ b: why b$/);
  });
});

test('what stood in the way of one that is not running is still told', () => {
  expect(rollUp([named('Inactive', 'a'), named('Inactive', 'b', '401')])).toBe('2 connectors: 2 Inactive. b: 401');
});

test('every word is counted', () => {
  for (const word of statusWords) expect(rollUp([named(word, 'a')])).toContain(`1 ${word}`);
});
