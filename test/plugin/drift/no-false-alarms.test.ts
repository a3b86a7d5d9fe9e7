import { expect, test } from 'vitest';
import { sources } from '../../../src/plugin/sources/index.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { believableIncident, seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { caseOf } from '../../../src/testing/tenant/case-of.ts';
import { sampleFolders, samplesOf } from '../sources/samples-of.ts';
import { drifting } from './drift-watcher.ts';

test('a tenant that goes over from incidents to cases has not drifted', async () => {
  const random = seededRandom(1);
  const incidents = Array.from({ length: 600 }, (_, index) =>
    believableIncident(random, index + 1, testStartMs + index),
  );
  const { look, told } = drifting({ fields: xdrIncidents.fields ?? [] });
  await look(incidents);
  for (let batch = 0; batch < 3; batch += 1) await look(incidents.map(caseOf));
  expect(await told()).toEqual([]);
});

test.for(sampleFolders)(
  'real answers (%s, %s) hold nothing that is not known',
  async ([folder, id, list], { skip }) => {
    const items = samplesOf(folder, list);
    if (!items) return skip('there are no samples here');
    const { look, told } = drifting({ fields: sources.find((source) => source.id === id)?.fields ?? [] });
    await look(items);
    expect(await told()).toEqual([]);
  },
);
