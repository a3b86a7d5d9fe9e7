import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { sources } from '../../../src/plugin/sources/index.ts';
import type { JsonType } from '../../../src/plugin/sources/known-field.ts';
import { unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { recordOf } from './golden-pairs.ts';
import { sampleFolders, samplesDirectory, samplesOf } from './samples-of.ts';
import { connectorOf } from './scripted-api.ts';

const missing = `not run: no samples in ${samplesDirectory} (set CORTEX_OTEL_SAMPLES)`;

test.for(sampleFolders)('every sample of %s maps as %s', async ([folder, source, list], { skip }) => {
  const items = samplesOf(folder, list);
  if (!items) return skip(missing);
  expect(items.length).toBeGreaterThan(0);
  for (const item of items) {
    const record = await recordOf(item, connectorOf(source));
    expect(record).toMatchObject({ body: item, time: [expect.any(Number), expect.any(Number)] });
    expect(record.attributes).not.toHaveProperty([unmappedAttribute]);
    const json = await recordOf(item, connectorOf(source), { body: 'json' });
    expect(JSON.parse(json.body as string)).toEqual(item);
    const ocsf = await recordOf(item, connectorOf(source), { body: 'ocsf', ecs: true });
    expect(JSON.parse((ocsf.body as { raw_data: string }).raw_data)).toEqual(item);
    expect(ocsf.attributes).not.toHaveProperty([unmappedAttribute]);
  }
});

test.for(sampleFolders)(
  'every field of the samples of %s is known to %s, and its type',
  ([folder, id, list], { skip }) => {
    const items = samplesOf(folder, list);
    if (!items) return skip(missing);
    const known = new Map(sources.find((source) => source.id === id)?.fields?.map((each) => [each.name, each.types]));
    const unknown = items
      .flatMap((item) => Object.entries(item as Readonly<Record<string, JsonValue>>))
      .filter(([name, value]) => value !== null && known.get(name)?.includes(typeOf(value)) !== true)
      .map(([name, value]) => `${name}: ${typeOf(value)}`);
    expect([...new Set(unknown)]).toEqual([]);
  },
);

function typeOf(value: JsonValue): JsonType {
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string'
    ? 'text'
    : typeof value === 'boolean'
      ? 'flag'
      : typeof value === 'number'
        ? 'number'
        : 'object';
}
