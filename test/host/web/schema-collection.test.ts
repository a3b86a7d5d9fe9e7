import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaCollection } from '../../../src/host/web/schema-collection.ts';

const setting = z.strictObject({ encoding: z.string().default('json') }).meta({ id: 'Setting' });
const form = z.strictObject({ setting, name: z.string() }).meta({ id: 'Form' });
const answer = z.strictObject({ settings: z.array(setting) });

test('what may be left out of a request and never is of an answer has two names', () => {
  const schemas = schemaCollection();
  expect(schemas.answer(answer)).toMatchObject({
    properties: { settings: { items: { $ref: '#/components/schemas/Setting' } } },
  });
  expect(schemas.request(form)).toEqual({ $ref: '#/components/schemas/Form' });
  expect(schemas.all()).toMatchObject({
    Form: { properties: { setting: { $ref: '#/components/schemas/SettingRequest' } } },
    Setting: { required: ['encoding'] },
    SettingRequest: { properties: { encoding: { default: 'json' } } },
  });
});

test('what is the same both ways has one', () => {
  const schemas = schemaCollection();
  const same = z.strictObject({ a: z.string() }).meta({ id: 'Same' });
  expect(schemas.answer(same)).toEqual(schemas.request(same));
  expect(Object.keys(schemas.all())).toEqual(['Same']);
});

test('a shape that holds itself has its name', () => {
  const schemas = schemaCollection();
  schemas.answer(z.strictObject({ raw: z.json().meta({ id: 'Json' }) }));
  expect(Object.keys(schemas.all())).toEqual(['Json']);
  expect(JSON.stringify(schemas.all())).toContain('{"$ref":"#/components/schemas/Json"}');
});
