import assert from 'node:assert/strict';
import { type JsonValue, manifestSchema, type SourceManifest } from '../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../faults/answer.ts';
import { benchCase } from './bench.ts';
import type { ConformanceCase, ConformanceSubject } from './conformance-subject.ts';

const secretSmell = /key|token|secret|passw|credential/i;

/** The manifest is what a host draws a form from without running code. */
export function manifestCases(subject: ConformanceSubject): readonly ConformanceCase[] {
  const { manifest } = subject.plugin;
  return [
    benchCase(subject, 'the manifest is one, survives JSON, and lists the source', 0, async ({ config }) => {
      const copy: unknown = JSON.parse(JSON.stringify(manifest));
      assert.deepEqual(manifestSchema.parse(copy), copy);
      assert.ok(
        manifest.sources.some((source) => source.id === config.source),
        `${config.source} is not listed`,
      );
    }),
    {
      name: 'the manifest says of every field that smells of a secret whether it is one',
      run: async () => manifest.sources.forEach(assertSecretsMarked),
    },
    {
      name: 'the manifest gives every field a title, a description and a place in the form',
      run: async () => manifest.sources.forEach(assertFormComplete),
    },
  ];
}

/** Settings of a source: name and JSON Schema. */
export function fieldsOf(source: SourceManifest): readonly (readonly [name: string, schema: JsonObject])[] {
  const properties = source.configuration['properties'] as JsonValue | undefined;
  if (!isJsonObject(properties)) return [];
  return Object.entries(properties).map(([name, schema]) => [name, isJsonObject(schema) ? schema : {}]);
}

function assertSecretsMarked(source: SourceManifest): void {
  for (const [name, schema] of fieldsOf(source)) {
    const mark = schema['x-secret'];
    if (secretSmell.test(name)) assert.equal(typeof mark, 'boolean', `${source.id}: ${name} needs x-secret`);
    if (mark === true) assert.equal(schema['writeOnly'], true, `${source.id}: ${name} is secret, so write-only`);
  }
}

function assertFormComplete(source: SourceManifest): void {
  const fields = fieldsOf(source);
  assert.ok(fields.length > 0, `${source.id} has no fields`);
  assert.deepEqual([...source.order].toSorted(), fields.map(([name]) => name).toSorted(), `${source.id}: order`);
  for (const [name, schema] of fields) {
    assert.ok(schema['title'] && schema['description'], `${source.id}: ${name} needs a title and a description`);
  }
}
