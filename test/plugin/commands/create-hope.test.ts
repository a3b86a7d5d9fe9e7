import { expect, test } from 'vitest';
import { ConnectorError, type ErrorKind } from '../../../src/contract/index.ts';
import { createHope, type HopeOptions } from '../../../src/plugin/commands/create-hope.ts';

const error = (kind: ErrorKind, code?: string) => new ConnectorError(kind, kind, code === undefined ? {} : { code });
const fine = undefined;

/** What the next input fails with, after what those before it met. */
function next(met: readonly (ConnectorError | undefined)[], options?: HopeOptions): string | undefined {
  const hope = createHope(options);
  for (const each of met) hope.met(each);
  return hope.lost()?.message;
}

test.for<[what: string, met: readonly (ConnectorError | undefined)[], lost: string | undefined]>([
  ['nothing', [], undefined],
  ['a wrong key', [error('auth')], 'not tried, after: auth'],
  ['no right', [error('permission')], 'not tried, after: permission'],
  ['an input of its own kind of wrong', [error('config'), error('config')], undefined],
  ['a busy tenant, once', [error('throttled')], undefined],
  ['a busy tenant, twice', [error('throttled'), error('throttled')], 'not tried, after: throttled'],
  ['a busy tenant, with a success between', [error('throttled'), fine, error('throttled')], undefined],
  ['a busy tenant, then one that is away', [error('throttled'), error('unavailable')], undefined],
  ['a full disk, twice', [error('state', 'DISK-702'), error('state', 'DISK-702')], 'not tried, after: state'],
  ['files that are there already', [error('state', 'FILE-801'), error('state', 'FILE-801')], undefined],
])('after %s', ([, met, lost]) => {
  expect(next(met)).toBe(lost);
});

test('a key with a scope is refused for some inputs only, but wrong for all', () => {
  expect(next([error('permission'), error('permission')], { scoped: true })).toBeUndefined();
  expect(next([error('auth')], { scoped: true })).toBe('not tried, after: auth');
});

test('what ended hope is told of all that follow, and only once', () => {
  const hope = createHope();
  hope.met(error('auth'));
  hope.met(hope.lost());
  expect(hope.lost()?.message).toBe('not tried, after: auth');
});
