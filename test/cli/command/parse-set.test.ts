import { InvalidArgumentError } from 'commander';
import { expect, test } from 'vitest';
import { parseSet } from '../../../src/cli/command/parse-set.ts';

const set = (...texts: readonly string[]) =>
  texts.reduce((before, text) => parseSet(text, before), {} as Readonly<Record<string, unknown>>);

test.for<[text: string, value: unknown]>([
  ['incident_id=42', 42],
  ['wait=true', true],
  ['query=dataset = xdr_data', 'dataset = xdr_data'],
  ['snippet_code=a\nb', 'a\nb'],
  ['ids=["a","b"]', ['a', 'b']],
  ['update_data={"status":"new"}', { status: 'new' }],
  ['name=', ''],
  // No number holds these as they are written.
  ['id=12345678901234567890', '12345678901234567890'],
  ['id=007', '007'],
  ['id=1e3', '1e3'],
])('%j is %j', ([text, value]) => {
  expect(Object.values(set(text))).toEqual([value]);
});

test('several of one name are a list, in their order; lists are joined', () => {
  expect(set('ids=1', 'wait=true', 'ids=["a","b"]', 'ids=c')).toEqual({ ids: [1, 'a', 'b', 'c'], wait: true });
});

test.for(['host_names', '=x', 'a b=x', ''])('%j is refused', (text) => {
  expect(() => set(text)).toThrow(InvalidArgumentError);
});
