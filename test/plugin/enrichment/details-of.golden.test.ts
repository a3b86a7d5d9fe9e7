import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../../src/plugin/cortex/parse-json.ts';
import { recordDetails } from './record-details.ts';

/*
 * `<case>.answer.json`: what the tenant gives for one incident. `<case>.records.json`: what becomes of it, plain, as events
 * of OCSF, and the attributes of ECS.
 */
const fixtures = new URL('../../fixtures/xdr-incident-details/', import.meta.url);
const cases = readdirSync(fixtures).flatMap((file) => /^(.*)\.answer\.json$/.exec(file)?.[1] ?? []);

describe('an answer becomes the records beside it', () => {
  test.each(cases)('%s', (name) => {
    const answer = parseJson(readFileSync(new URL(`${name}.answer.json`, fixtures), 'utf8'));
    const file = new URL(`${name}.records.json`, fixtures);
    const records = recordDetails(answer);
    const actual = {
      records,
      ocsf: recordDetails(answer, { body: 'ocsf' }).map(({ body }) => body),
      ecs: recordDetails(answer, { ecs: true }).map(({ attributes }, index) =>
        Object.fromEntries(Object.entries(attributes).filter(([key]) => !(key in (records[index]?.attributes ?? {})))),
      ),
    };
    const text = `${JSON.stringify(actual, null, 2)}\n`;
    const expected = existsSync(file) ? readFileSync(file, 'utf8') : '{}';
    if (process.env['UPDATE_GOLDEN'] === '1' && JSON.stringify(JSON.parse(expected), null, 2) !== text.trim()) {
      writeFileSync(file, text);
      // Red on purpose: a rewritten expectation is to be read before it is believed.
      throw new Error('rewritten: read the difference, then run again without UPDATE_GOLDEN');
    }
    expect(JSON.parse(text)).toEqual(JSON.parse(expected));
  });
});
