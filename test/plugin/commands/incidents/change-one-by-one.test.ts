import { expect, test } from 'vitest';
import { changeOneByOne } from '../../../../src/plugin/commands/incidents/change-one-by-one.ts';

test('interrupted between two, it keeps what was changed, and says that the rest was not sent', async () => {
  const stop = new AbortController();
  const sent: string[] = [];
  const outcome = await changeOneByOne(
    ['1', '2', '3'],
    async (input) => {
      stop.signal.throwIfAborted();
      sent.push(input);
      stop.abort(new Error('stop'));
      return { outcome: 'done', body: { reply: true } };
    },
    {
      what: 'changed',
      tell: () => {},
      failed: async ({ error, outcome: known }, input) => ({
        indicator: 'It failed.',
        input,
        statusCode: null,
        message: error.message,
        remedy: 'None.',
        kind: error.kind,
        outcome: known,
      }),
    },
    stop.signal,
  );
  expect(sent).toEqual(['1']);
  expect(outcome.changed).toEqual(['1']);
  expect(outcome.failures.map((failure) => [failure.input, failure.outcome])).toEqual([
    ['2', 'not done'],
    ['3', 'not done'],
  ]);
});
