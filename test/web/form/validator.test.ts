import type { RJSFSchema } from '@rjsf/utils';
import { expect, test } from 'vitest';
import { schemaProblems, validator } from '../../../src/web/form/model/validator.ts';

const found = (schema: RJSFSchema, value: unknown) =>
  schemaProblems(schema, value).map(({ path, keyword }) => `${path}: ${keyword}`);

test('what is undefined is not there', () => {
  const schema: RJSFSchema = {
    properties: { a: { type: 'string' }, b: { items: { type: 'string' } } },
    required: ['a'],
  };
  expect(found(schema, { a: undefined, b: ['x'], c: { d: undefined } })).toEqual(['a: required']);
});

test('a problem is where the value is, and said once', () => {
  const schema: RJSFSchema = { properties: { 'a/b': { properties: { c: { type: 'string', minLength: 3 } } } } };
  expect(found(schema, { 'a/b': { c: 'x' } })).toEqual(['a/b.c: minLength']);
});

test('of a union it is said that nothing fits, not what every branch has against it', () => {
  const schema: RJSFSchema = { properties: { a: { anyOf: [{ type: 'number' }, { pattern: '^x' }] } } };
  expect(found(schema, { a: 'y' })).toEqual(['a: anyOf']);
});

test('a schema that cannot be followed says nothing', () => {
  expect(found({ properties: { a: { pattern: '\\_' } } }, { a: 'b' })).toEqual([]);
  expect(found({ $ref: '#/definitions/none' }, {})).toEqual([]);
});

test('the form library gets the errors in its own form, and is told which branch fits', () => {
  const schema: RJSFSchema = { properties: { a: { type: 'string' } }, required: ['a'] };
  const { errors, errorSchema } = validator.validateFormData({}, schema);
  expect(errors).toMatchObject([{ name: 'required', property: '.a' }]);
  expect(errorSchema).toMatchObject({ a: { __errors: [expect.any(String)] } });
  const root: RJSFSchema = { definitions: { word: { pattern: '^w' } } };
  expect(validator.isValid({ $ref: '#/definitions/word' }, 'word', root)).toBe(true);
  expect(validator.isValid({ $ref: '#/definitions/word' }, 'other', root)).toBe(false);
});
