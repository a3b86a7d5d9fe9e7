import { afterEach, expect, test } from 'vitest';
import { createRedactor } from '../../../src/shared/redact.ts';
import { fault } from '../../../src/testing/index.ts';
import { canary } from '../../cli/workplace.ts';
import { type ConsoleBench, consoleBench, eventsOf, filesOf, problemOf, wordOf } from './console-bench.ts';

const never = new AbortController().signal;
const authorization = 'Bearer CANARY-of-the-endpoint/9+8=7';
const answers: string[] = [];
afterEach(() => void (answers.length = 0));

/** What the program itself uses to find a secret in any form it may be printed in. */
function isFound(text: string): boolean {
  const finder = createRedactor([canary.key, authorization, authorization.slice('Bearer '.length)]);
  return finder.redact(text) !== text;
}

async function told(answer: Promise<unknown>): Promise<void> {
  answers.push(JSON.stringify(await answer));
}

async function everyAnswer({ console }: ConsoleBench): Promise<void> {
  answers.push(JSON.stringify([console.info(), console.overview(), console.records('soc', 0)]));
  await told(console.connectors());
  await told(console.checkpoint('soc'));
  await told(console.deadLetters('soc', {}));
  await told(console.timeline('soc', {}));
  await told(eventsOf(console.testConnector('soc', 'ann', never)));
}

test('a key entered is in no answer, log, timeline or file of the state, in no form', async () => {
  const bench = await consoleBench();
  const destination = { endpoint: bench.endpoint.url, encoding: 'json', compression: 'none', authorization } as const;
  const form = bench.form({ destination });
  const unsaved = bench.form({ name: 'Other', destination, settings: { api_key: `${canary.key} with a space` } });
  await told(bench.console.check(form));
  await told(eventsOf(bench.console.test(form, 'ann', never)));
  await told(problemOf(eventsOf(bench.console.test(unsaved, 'ann', never))));
  const [made] = await bench.console.create(form, 'ann');
  answers.push(JSON.stringify(made));
  await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
  const mine = bench.form({ destination, settings: { overlap: '9m' } });
  await told(bench.console.update('soc', mine, made?.etag, 'ann'));
  await told(problemOf(bench.console.update('soc', bench.form({ settings: { overlap: '8m' } }), made?.etag, 'bob')));
  await told(bench.console.clone('soc', 'Copy', 'ann'));
  await everyAnswer(bench);
  expect(answers.filter(isFound)).toEqual([]);
  expect(isFound(bench.log())).toBe(false);
  expect(bench.log()).toContain('Added as a copy of soc, paused.');
  const files = await filesOf(bench);
  expect(files).toContain('SQLite format 3');
  expect(isFound(files)).toBe(false);
  // It was the key that was entered, not a stand-in for it.
  expect(bench.tenant.requests.at(-1)?.headers['authorization']).toBe(canary.key);
  expect(bench.endpoint.requests.at(-1)?.headers['authorization']).toBe(authorization);
});

test('nor is one that the other side sends back', async () => {
  const bench = await consoleBench();
  const destination = { endpoint: bench.endpoint.url, encoding: 'json', compression: 'none', authorization } as const;
  bench.tenant.faults.add(fault.status(500, { body: { reply: { err_code: 500, err_msg: `who is ${canary.key}?` } } }));
  bench.endpoint.faults.add(fault.status(400, { body: { code: 3, message: `bad token: ${authorization}` } }));
  const form = bench.form({ destination });
  const tested = await eventsOf(bench.console.test(form, 'ann', never));
  answers.push(JSON.stringify(tested));
  expect(tested.flatMap((event) => ('stage' in event ? [event.stage.status] : []))).toContain('failed');
  await bench.console.create(form, 'ann');
  await expect.poll(() => bench.host.status().connectors[0]?.error?.message).toContain('who is');
  await everyAnswer(bench);
  bench.tenant.faults.clear();
  await bench.console.pollNow('soc', 'ann');
  await expect.poll(() => bench.host.status().connectors[0]?.error?.message).toContain('bad token');
  await everyAnswer(bench);
  expect(answers.filter(isFound)).toEqual([]);
  expect(isFound(bench.log())).toBe(false);
  expect(isFound(await filesOf(bench))).toBe(false);
});
