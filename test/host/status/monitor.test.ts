import { expect, test } from 'vitest';
import { initialDetails } from '../../../src/host/state/connector-state.ts';
import { createMonitor } from '../../../src/host/status/monitor.ts';
import { connectorStatusSchema } from '../../../src/host/status/status-report.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';

const identity = {
  id: 'soc',
  name: 'soc',
  source: 'xdr-incidents',
  tenant: 'https://api.example.com',
  destination: 'http://127.0.0.1:4318/v1/logs',
  pollIntervalMs: 60_000,
};

test('a record dated beyond the year 9999 leaves a status that others can read', () => {
  const details = { ...initialDetails, times: { eventMs: testStartMs * 1000 } };
  const status = createMonitor(identity, details, createVirtualClock(testStartMs)).status();
  expect(connectorStatusSchema.parse(status)).toMatchObject({ lastEventAt: '9999-12-31T23:59:59.999Z' });
});
