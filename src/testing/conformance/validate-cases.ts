import assert from 'node:assert/strict';
import { inspect, isDeepStrictEqual } from 'node:util';
import type { Plugin, Validation } from '../../contract/index.ts';
import { benchCase } from './bench.ts';
import type { Bench, ConformanceCase, ConformanceSubject } from './conformance-subject.ts';
import { fieldsOf } from './manifest-cases.ts';

/** {@link Plugin.validate} is pure, whatever it is given. */
export function validateCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    benchCase(subject, 'validate never throws and refuses junk, naming the fields', 0, async ({ plugin, upstream }) => {
      for (const input of junk) assertRefused(plugin, input);
      for (const name of Object.keys(upstream.settings)) {
        for (const value of junk) assertAnswers(plugin, { ...upstream.settings, [name]: value });
      }
    }),
    benchCase(subject, 'validate is pure: the same input, untouched, gives the same answer', 0, async (bench) => {
      const settings = Object.freeze(structuredClone(bench.upstream.settings));
      const before = structuredClone(settings);
      const [first, second] = [bench.plugin.validate(settings), bench.plugin.validate(settings)];
      assert.ok(isDeepStrictEqual(first, second), 'two answers to the same input');
      assert.deepEqual(settings, before);
    }),
    benchCase(subject, 'validate refuses a setting nobody knows', 0, async ({ plugin, upstream }) => {
      const validation = plugin.validate({ ...upstream.settings, no_such_setting: 1 });
      assert.equal(validation.ok, false);
      assert.match(JSON.stringify(validation.fields), /no_such_setting/);
    }),
    benchCase(subject, 'a secret cannot be read off what validate gives', 0, async (bench) => {
      const shown = [inspect(bench.config, { depth: null, showHidden: true }), JSON.stringify(bench.config)].join('\n');
      for (const secret of secretsOf(bench)) assert.ok(!shown.includes(secret), 'the secret is shown');
    }),
  ];
}

const loop: { self?: unknown } = {};
loop.self = loop;

const junk: readonly unknown[] = [
  undefined,
  null,
  true,
  0,
  -1,
  Number.NaN,
  10n,
  '',
  'https://[',
  'x'.repeat(100_000),
  '\u0000\ud800',
  Symbol('junk'),
  () => 1,
  [],
  [[[]]],
  {},
  { source: 5 },
  { source: '__proto__' },
  JSON.parse('{"__proto__":{"source":"x"},"constructor":1}'),
  new Date(Number.NaN),
  new Map(),
  loop,
];

function assertRefused(plugin: Plugin, input: unknown): void {
  const validation = assertAnswers(plugin, input);
  assert.equal(validation.ok, false, `${inspect(input).slice(0, 60)} is accepted`);
  assert.ok(
    validation.fields.some((field) => field.errors.length > 0),
    'a refusal without an error',
  );
}

function assertAnswers(plugin: Plugin, input: unknown): Validation {
  const validation = plugin.validate(input);
  assert.equal(typeof validation.ok, 'boolean');
  const hasErrors = validation.fields.some((field) => field.errors.length > 0);
  assert.equal(validation.ok, !hasErrors, 'ok and errors contradict each other');
  return validation;
}

/** Secrets of the settings, as plain text. */
export function secretsOf({ plugin, upstream, config }: Bench): readonly string[] {
  const source = plugin.manifest.sources.find(({ id }) => id === config.source);
  const names = source ? fieldsOf(source).flatMap(([name, schema]) => (schema['x-secret'] === true ? [name] : [])) : [];
  return names.map((name) => upstream.settings[name]).filter((value) => typeof value === 'string');
}
