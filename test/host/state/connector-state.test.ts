import { expect, test } from 'vitest';
import { changed, decodeDetails, encodeDetails, initialDetails } from '../../../src/host/state/connector-state.ts';

test('a row of another version has every counter that is known, and no other', () => {
  const row = JSON.parse(encodeDetails(changed(initialDetails, { add: { accepted: 3 } })));
  const { failures: _, ...fewer } = row.counters;
  const { counters } = decodeDetails(JSON.stringify({ ...row, counters: { ...fewer, laterOne: 5 } }));
  expect(counters).toEqual({ ...initialDetails.counters, accepted: 3 });
});
