import { readdirSync, readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { createCortexPlugin } from '../src/plugin/index.ts';
import { d3Parameters } from './d3-parameters.ts';

const { commands } = createCortexPlugin();
const page = readFileSync('docs/commands.md', 'utf8');
const names = Object.keys(d3Parameters).toSorted();

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

function schemaOf(name: string) {
  return JSON.parse(readFileSync(`schemas/commands/${name}.json`, 'utf8')) as {
    readonly properties: Readonly<Record<string, Property>>;
  };
}

function sectionOf(name: string): string {
  return page.split(/^## /m).find((section) => section.startsWith(`${name}\n`)) ?? '';
}

test('the D3 document has 19 commands, and all of them are here', () => {
  expect(names).toHaveLength(19);
  expect(commands.map(({ description }) => description.name).toSorted()).toEqual(names);
  expect(readdirSync('schemas/commands').toSorted()).toEqual(names.map((name) => `${name}.json`).toSorted());
});

test('what changes something is what the D3 document has change something', () => {
  const writes = commands.filter(({ description }) => description.access === 'write');
  expect(writes.map(({ description }) => description.name).toSorted()).toEqual([
    'cancel-scan-hosts',
    'create-indicator',
    'isolate-hosts',
    'retrieve-files',
    'run-script',
    'scan-hosts',
    'unisolate-hosts',
    'update-incidents',
  ]);
});

describe.each(names)('%s', (name) => {
  const { properties } = schemaOf(name);
  const command = commands.find(({ description }) => description.name === name);
  const { example = {}, title = '' } = command?.description ?? {};

  test('has every parameter of the D3 document', () => {
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.values(d3Parameters[name] ?? {})));
  });

  test('says of each parameter what it is, in words and by examples that it takes', () => {
    for (const [parameter, { title: heading = '', description = '', examples = [] }] of Object.entries(properties)) {
      expect([parameter, heading.length > 1, description.length > 15, examples.length > 0]).toEqual([
        parameter,
        true,
        true,
        true,
      ]);
      const taken = new Validator({ properties: { [parameter]: properties[parameter] } } as object, '7');
      for (const given of examples)
        expect([given, taken.validate({ [parameter]: given }).valid]).toEqual([given, true]);
    }
  });

  test('has an example that its schema and its check take, and that they refuse when it is broken', () => {
    const validator = new Validator(schemaOf(name), '7');
    expect(validator.validate(example).errors).toEqual([]);
    expect(command?.check(example)).toMatchObject({ ok: true, summary: expect.stringMatching(/^[A-Z].{5,}/) });
    for (const broken of [{ ...example, no_parameter: 1 }, [], 'text', ...wrongTypes(example)]) {
      expect([broken, validator.validate(broken).valid]).toEqual([broken, false]);
      expect([broken, command?.check(broken).ok]).toEqual([broken, false]);
    }
  });

  test('has a section in the page with its parameters, what it needs, how it is run and what comes of it', () => {
    const section = sectionOf(name);
    expect(section).toContain(`**${title}** (`);
    expect(section).toContain('; licence: ');
    expect(section).toContain(`cortex-otel command ${name} --config`);
    expect(section).toContain('**Result.** ');
    expect(page).toContain(`| [\`${name}\`](#${name}) | ${title} |`);
    const rows = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((line) => line.split('`')[1] ?? '').toSorted()).toEqual(Object.keys(properties).toSorted());
    // Cells of the table: parameter, required, meaning, takes, default, limit, example.
    for (const line of rows) expect(line.match(/(?<!\\)\|/g)).toHaveLength(8);
  });

  function wrongTypes(given: Readonly<Record<string, unknown>>): readonly unknown[] {
    return Object.keys(given).map((parameter) => ({ ...given, [parameter]: { of: 'no type it has' } }));
  }
});
