import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { recordOf } from './golden-pairs.ts';
import { connectorOf } from './scripted-api.ts';

/* Real answers, lifted from public test suites. They are no part of the project and need not be there. */
const samples = path.resolve(process.env['CORTEX_OTEL_SAMPLES'] ?? '../shared/samples');

test.for([
  ['xdr-incidents', 'xdr-incidents', 'incidents'],
  ['audit-logs', 'xsoar-audit', 'data'],
  ['audit-logs', 'xdr-audit', 'data'],
  ['xdr-alerts', 'xdr-alerts', 'alerts'],
  ['agent-reports', 'xdr-agent-audit', 'data'],
] as const)('every sample of %s maps as %s', async ([folder, source, list], { skip }) => {
  const directory = path.join(samples, folder);
  skip(!existsSync(directory), `not run: no samples in ${directory} (set CORTEX_OTEL_SAMPLES)`);
  const files = readdirSync(directory).filter((file) => !ofAnotherEndpoint.test(file));
  const items = files.flatMap((file) => itemsOf(readFileSync(path.join(directory, file), 'utf8'), list));
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) {
    const record = await recordOf(item, connectorOf(source));
    expect(record).toMatchObject({ body: item, time: [expect.any(Number), expect.any(Number)] });
    expect(record.attributes).not.toHaveProperty([unmappedAttribute]);
  }
});

/** Alerts of a console's own API, which no source asks. */
const ofAnotherEndpoint = /by_filter_data/;

/** Items of an answer, of a client's list (which wraps some of them), or of a single item. */
function itemsOf(text: string, list: string): readonly JsonValue[] {
  const sample = JSON.parse(text) as JsonValue;
  if (Array.isArray(sample)) return sample.map((each) => (each as { incident?: JsonValue }).incident ?? each);
  const { reply } = sample as { reply?: Record<string, readonly JsonValue[] | null> };
  return reply && list in reply ? (reply[list] ?? []) : [sample];
}
