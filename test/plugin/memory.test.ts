import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { maxCheckpointBytes } from '../../src/contract/index.ts';
import { demoKey, fault, type Fault, type FakeTenant, pageFault, startFakeTenant } from '../../src/testing/index.ts';
import { launchFlags } from '../launch-flags.ts';
import { incidentItem } from './cortex-items.ts';
import type { Report } from './memory/collect-in-child.ts';

const run = promisify(execFile);
const child = join(import.meta.dirname, 'memory/collect-in-child.ts');
const mebibyte = 1024 * 1024;
const mostMiB = 250e6 / mebibyte;
const startMs = Date.now() - 86_400_000;

const open: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((tenant) => tenant.close()));
});

/** Collects in a process of its own from a tenant that misbehaves like this. */
async function collectFrom(misbehaviour: Fault): Promise<Report> {
  const tenant = await startFakeTenant({ requestsPerSecond: Infinity });
  open.push(tenant);
  for (let number = 1; number <= 300; number += 1) {
    tenant.model.incidents.put(incidentItem(number, startMs + number));
  }
  tenant.faults.add(misbehaviour);
  const key = { api_key_id: demoKey.id, api_key: demoKey.key, key_type: 'standard' };
  const settings = { source: 'xdr-incidents', server_url: tenant.url, requests_per_second: 1000, ...key };
  const { stdout } = await run(process.execPath, [...launchFlags, child, JSON.stringify(settings)], {
    timeout: 120_000,
  });
  return JSON.parse(stdout) as Report;
}

describe('a tenant that sends', () => {
  const oneMoment: Fault = pageFault.freshPages((number) => incidentItem(number, startMs));

  test.each<[string, Fault, string]>([
    ['an answer of 50 MB', fault.huge(50 * mebibyte), 'protocol API-SIZE'],
    ['pages of 50 MB, whatever their size', fault.after(1, fault.huge(50 * mebibyte)), 'protocol API-SIZE'],
    ['a gzip of 200 kB that holds 200 MB', fault.gzipBomb(200 * mebibyte), 'protocol API-SIZE'],
    ['an answer without end', fault.endlessBody(), 'protocol API-SIZE'],
    ['the same page again and again', pageFault.samePage(), 'protocol'],
    ['pages without end of one millisecond', oneMoment, 'protocol'],
  ])('%s is a protocol error each time, within 250 MB', async (_what, misbehaviour, error) => {
    const { failures, peakMiB, largestCheckpoint } = await collectFrom(misbehaviour);
    expect(failures).toHaveLength(3);
    for (const failure of failures) expect(failure).toContain(error);
    expect(peakMiB).toBeLessThan(mostMiB);
    expect(largestCheckpoint).toBeLessThan(maxCheckpointBytes);
  });

  test('pages without end that are ever newer are read on and on, within 250 MB', async () => {
    const { failures, peakMiB, records, largestCheckpoint } = await collectFrom(
      pageFault.freshPages((number) => incidentItem(number, startMs + number * 100)),
    );
    expect({ failures, records }).toEqual({ failures: [], records: expect.any(Number) });
    expect(records).toBeGreaterThanOrEqual(20_000);
    expect(peakMiB).toBeLessThan(mostMiB);
    expect(largestCheckpoint).toBeLessThan(maxCheckpointBytes);
  });
});
