import { expect, test } from 'vitest';
import type { TestResult } from '../../../src/api/connector-form.ts';
import { createHealthWarnings } from '../../../src/host/console/health-warnings.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';

const hour = 3_600_000;
const connector = { id: 'soc', healthCheckIntervalMs: hour, config: { tenant: 'a' } };
const at = { testedAt: new Date(testStartMs).toISOString(), durationMs: 1, stages: [] };
const ok: TestResult = { ...at, status: 'ok', message: 'Connection successful' };
const failed: TestResult = { ...at, status: 'failed', message: 'dns failed: no address' };

test('a health check that failed is a warning until one goes well', () => {
  const warnings = createHealthWarnings(createVirtualClock(0));
  expect(warnings.of('soc')).toBeUndefined();
  warnings.onResult(connector, failed);
  expect(warnings.of('soc')).toBe('The health check failed: dns failed: no address');
  expect(warnings.of('other')).toBeUndefined();
  warnings.onResult(connector, ok);
  expect(warnings.of('soc')).toBeUndefined();
});

test('it is none of a connector that is gone, and none once no more checks come', async () => {
  const clock = createVirtualClock(0);
  const warnings = createHealthWarnings(clock);
  warnings.onResult(connector, failed);
  warnings.onGone('soc');
  expect(warnings.of('soc')).toBeUndefined();
  warnings.onResult(connector, failed);
  await clock.advance(2 * hour - 1);
  expect(warnings.of('soc')).toBeDefined();
  await clock.advance(1);
  expect(warnings.of('soc')).toBeUndefined();
});
