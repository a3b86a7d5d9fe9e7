import { expect, test } from 'vitest';
import { callSummary } from '../../../../src/host/console/commands/call-details.ts';
import { endOf, startOf } from '../../commands/journaled.ts';

test('a call of which nobody knows all says so, also where that is none of the failures that are kept', () => {
  const summaryOf = (moreUnknown: number) =>
    callSummary({ start: startOf('c1'), state: 'ended', end: endOf({ moreFailures: 300, moreUnknown }) });
  expect(summaryOf(0)).toMatchObject({ unknown: false });
  expect(summaryOf(1)).toMatchObject({ unknown: true });
});
