import { expect, test } from 'vitest';
import { isolatePath, otlpFault, startFakeOtlpEndpoint } from '../../src/testing/index.ts';
import { audited, hostsPlace } from './operator-place.ts';

const search = ['command', 'search-hosts'] as const;
const isolate = ['command', 'isolate-hosts', '--set', 'host_names=pc-1', '--yes'] as const;

test('records are sent to the destination of the connector', async () => {
  const place = await hostsPlace();
  const { code, stdout } = await place.run(...search, '--send');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('2 records sent: 2 accepted') as string,
  });
  const kinds = place.endpoint.received().map(({ eventName }) => eventName);
  expect(kinds.filter((kind) => kind === 'paloalto.cortex.endpoint')).toHaveLength(2);
});

test('records are sent to another endpoint, and counted in the JSON', async () => {
  const place = await hostsPlace();
  const other = await startFakeOtlpEndpoint();
  try {
    const { stdout } = await place.run(...search, '--destination', other.url, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ returnData: 'Successful', sent: { records: 2, accepted: 2 } });
    expect(other.received()).toHaveLength(2);
    expect(audited(place)).toEqual(['started', 'Successful']);
  } finally {
    await other.close();
  }
});

test('records that a destination rejects are counted, and it ends with 1', async () => {
  const place = await hostsPlace();
  const other = await startFakeOtlpEndpoint();
  other.faults.add(otlpFault.partialSuccess(1));
  try {
    const { code, stdout } = await place.run(...search, '--destination', other.url);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringContaining('2 records sent: 1 accepted, 1 rejected and 0 refused') as string,
    });
  } finally {
    await other.close();
  }
});

test('a wrong --destination is told before anything is sent: 2', async () => {
  const place = await hostsPlace({ commands: 'write' });
  const { code, stderr } = await place.run(...isolate, '--destination', 'localhost:4318');
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--destination is no http') as string });
  expect(place.tenant.requests.filter(({ path }) => path === isolatePath)).toEqual([]);
  expect(audited(place)).toEqual([]);
});

test('the result is printed as JSON also where its records cannot be delivered', async () => {
  const place = await hostsPlace();
  const gone = await startFakeOtlpEndpoint();
  await gone.close();
  const nowhere = ['--destination', gone.url, '--give-up-after', '0s', '--json'];
  const { code, stdout, stderr } = await place.run(...search, ...nowhere);
  expect({ code, stderr }).toEqual({ code: 5, stderr: expect.stringContaining('could not be reached') as string });
  const printed: unknown = JSON.parse(stdout);
  expect(printed).toMatchObject({ returnData: 'Successful', keyFields: { host_names: ['pc-1', 'pc-2'] } });
  expect(printed).not.toHaveProperty('sent');
});
