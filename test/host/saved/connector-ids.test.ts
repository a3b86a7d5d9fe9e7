import { expect, test } from 'vitest';
import { connectorIds } from '../../../src/host/saved/connector-ids.ts';

test.each([
  ['SOC EU', 'soc-eu'],
  ['  Büro (Zürich) / 2 ', 'buro-zurich-2'],
  ['ümlaut__x', 'umlaut-x'],
  ['---', 'connector'],
  ['東京', 'connector'],
  ['a'.repeat(80), 'a'.repeat(64)],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
])('%j becomes %j', (name, id) => {
  expect(connectorIds([name], [])).toEqual([id]);
  expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
});

test('an id that is taken gets a number, also within the same form', () => {
  expect(connectorIds(['SOC', 'soc!', 'SOC'], ['soc', 'soc-3'])).toEqual(['soc-2', 'soc-4', 'soc-5']);
  const long = 'a'.repeat(64);
  expect(connectorIds([long], [long])).toEqual([`${'a'.repeat(62)}-2`]);
});
