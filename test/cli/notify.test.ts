import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { otlpFault } from '../../src/testing/index.ts';
import { startLoopbackServer } from '../../src/testing/loopback-server.ts';
import { workplace } from './workplace.ts';

test('people are told once that a connector needs them, and by the next life that it has recovered', async () => {
  const told: Record<string, unknown>[] = [];
  const people = await startLoopbackServer(async (request, response) => {
    told.push(JSON.parse(await text(request)) as Record<string, unknown>);
    response.end();
  });
  const place = await workplace();
  await place.configure({ rest: { notify: [{ webhook: { url: `${people.url}/hook` } }] } });
  const endFault = place.endpoint.faults.add(otlpFault.status(401));
  for (let life = 1; life <= 2; life++) {
    const run = place.start('run');
    await expect.poll(() => place.endpoint.requests.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(life);
    await expect.poll(() => told.length, { timeout: 20_000 }).toBe(1);
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  }
  endFault();
  const run = place.start('run');
  await expect.poll(() => told.length, { timeout: 20_000 }).toBe(2);
  run.kill('SIGTERM');
  await run.ended;
  expect(told).toEqual([
    expect.objectContaining({ topic: 'action', change: 'raised', status: 'Action required', code: 'OTLP-602' }),
    expect.objectContaining({ topic: 'action', change: 'cleared', status: 'Active' }),
  ]);
  expect(told[0]?.['connector']).toEqual({ id: 'soc', name: 'soc', source: 'xdr-incidents' });
  await people.close();
});
