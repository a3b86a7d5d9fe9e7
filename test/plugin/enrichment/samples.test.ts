import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { manyAnswersIn } from '../../../src/plugin/enrichment/extra-data.ts';
import { alertKind } from '../../../src/plugin/sources/alert-kind.ts';
import { enrichedIncident } from '../../../src/plugin/sources/enriched-incident.ts';
import { unmappedAttribute } from '../../../src/plugin/sources/to-record.ts';
import { samplesDirectory } from '../sources/samples-of.ts';
import { recordDetails } from './record-details.ts';

/* Real answers, lifted from public test suites. They are no part of the project and need not be there. */
const directory = path.join(samplesDirectory, 'xdr-extra-data');
const files = existsSync(directory) ? readdirSync(directory) : [];

type Section = { readonly data: readonly JsonValue[] } & Readonly<Record<string, JsonValue>>;
interface Answer {
  readonly incident: Readonly<Record<string, JsonValue>>;
  readonly alerts: Section;
  readonly network_artifacts: Section;
  readonly file_artifacts: Section;
}

function answersIn(file: string): readonly Answer[] {
  const { reply } = JSON.parse(readFileSync(path.join(directory, file), 'utf8')) as {
    reply: Answer | { readonly incidents: readonly Answer[] };
  };
  return 'incidents' in reply ? reply.incidents : [reply];
}

describe.skipIf(files.length === 0)(`real answers in ${directory}`, () => {
  test.each(files)('%s: every alert and artifact is there, and every field in a body', (file) => {
    const answers = answersIn(file);
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) {
      const records = recordDetails(answer as unknown as JsonValue);
      const { data, ...said } = answer.alerts;
      const { network_artifacts: network, file_artifacts: artifacts } = answer;
      expect(records.map(({ body }) => body)).toEqual([
        ...data,
        { ...answer.incident, alerts: said, network_artifacts: network, file_artifacts: artifacts },
      ]);
      for (const { attributes, time } of records) {
        expect(attributes).not.toHaveProperty([unmappedAttribute]);
        expect(attributes['paloalto.cortex.incident.id']).toBe(answer.incident['incident_id']);
        expect(time).toBeDefined();
      }
    }
  });

  test.each(files)('%s: every field is known', (file) => {
    const names = (kind: typeof alertKind) => new Set(kind.fields?.map(({ name }) => name));
    for (const { incident, alerts } of answersIn(file)) {
      expect(Object.keys(incident).filter((name) => !names(enrichedIncident).has(name))).toEqual([]);
      const fields = alerts.data.flatMap((alert) => Object.keys(alert as object));
      expect(fields.filter((name) => !names(alertKind).has(name))).toEqual([]);
    }
  });

  test('an answer for many is read as one', () => {
    const many = files.find((file) => file.includes('multiple')) ?? '';
    const { reply } = JSON.parse(readFileSync(path.join(directory, many), 'utf8')) as { reply: JsonValue };
    expect(manyAnswersIn(reply)?.alertsLimit).toBe(50);
    expect(manyAnswersIn(reply)?.byIncident.size).toBeGreaterThan(0);
  });
});
