import { describe, expect, test } from 'vitest';
import {
  createVirtualClock,
  extraDataPath,
  fault,
  type Fault,
  multipleExtraDataPath,
  testStartMs,
} from '../../../src/testing/index.ts';
import { startCollector } from './enriching-collector.ts';
import { putIncident, stocked } from './stocked-model.ts';

const minuteMs = 60_000;
const minutes = 8;

/** How long after its change each incident was delivered, where they are polled every minute. Virtual milliseconds. */
async function lagsOf(enrich: 'none' | 'alerts', trouble: Fault = fault.none()): Promise<readonly number[]> {
  const clock = createVirtualClock(testStartMs);
  const model = stocked([{ id: 1000, alerts: 60 }]);
  await using collector = await startCollector({ clock, tenant: { model }, settings: { enrich } });
  for (const path of [extraDataPath, multipleExtraDataPath]) collector.tenant.faults.add(fault.at(path, trouble));
  let aside: Promise<unknown> | undefined;
  const lags: number[] = [];
  await collector.poll();
  for (let id = 1; id <= minutes; id += 1) {
    putIncident(model, { id, alerts: 60, modifiedMs: clock.now() + 1000 });
    await clock.advance(minuteMs);
    // In the same instant as the poll, which would have to wait for virtual time to pass, and it does not.
    if (enrich === 'alerts')
      aside ??= collector.round().then(
        () => (aside = undefined),
        () => (aside = undefined),
      );
    await collector.poll();
    lags.push(clock.now() - (testStartMs + (id - 1) * minuteMs + 1000));
    const ids = collector.records.map(({ attributes }) => attributes['paloalto.cortex.incident.id']);
    expect(ids).toContain(String(id));
  }
  return lags;
}

describe('incidents are delivered as soon as without their alerts', () => {
  test.each<[string, Fault]>([
    ['answers', fault.none()],
    ['hangs', fault.hang()],
    ['is slow', fault.slow(200)],
    ['drips', fault.drip(50)],
    ['has had too many requests', fault.retryAfter('300')],
    ['does not permit it', fault.status(403)],
    ['sends answers without end', fault.endlessBody()],
  ])('where extra data %s', async (_name, trouble) => {
    expect(await lagsOf('alerts', trouble)).toEqual(await lagsOf('none'));
  });
});
