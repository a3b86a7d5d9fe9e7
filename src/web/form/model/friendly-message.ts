import type { RJSFSchema } from '@rjsf/utils';
import { isSchema } from './read-field.ts';
import { noTime } from './start-of-history.ts';

const formats: Readonly<Record<string, string>> = {
  uri: 'must be an address such as https://host.example',
  email: 'must be an e-mail address',
  'date-time': 'must be a time such as 2026-01-01T00:00:00Z',
  date: 'must be a date such as 2026-01-31',
  hostname: 'must be the name of a host',
};

/** By keyword of JSON Schema. */
const messages: Readonly<Record<string, (schema: RJSFSchema) => string>> = {
  required: () => required,
  minItems: () => 'Choose at least one',
  minLength: ({ minLength }) => (minLength === 1 ? required : `must be at least ${minLength} characters long`),
  maxLength: ({ maxLength }) => `must be at most ${maxLength} characters long`,
  pattern: likeExamples,
  format: ({ format = '' }) => formats[format] ?? `must be a valid ${format}`,
  type: ({ type }) => (type === 'integer' ? 'must be a whole number' : `must be a ${String(type)}`),
  minimum: ({ minimum, maximum }) =>
    maximum === undefined ? `must be at least ${minimum}` : `must be from ${minimum} to ${maximum}`,
  maximum: ({ minimum, maximum }) =>
    minimum === undefined ? `must be at most ${maximum}` : `must be from ${minimum} to ${maximum}`,
  enum: () => 'must be one of the choices',
  not: ({ not }) => (isSchema(not) && not['const'] === noTime ? 'needs a time' : 'is not accepted'),
};

const required = 'is required';

/** What a person reads instead of the validator's words. It goes on from the field's title, and repeats no value. */
export function friendlyMessage(keyword: string, schema: RJSFSchema): string {
  return messages[keyword]?.(schema) ?? likeExamples(schema);
}

function likeExamples({ examples }: RJSFSchema): string {
  if (!Array.isArray(examples) || examples.length === 0) return 'does not have the expected form';
  return `must look like ${examples.slice(0, 2).map(String).join(' or ')}`;
}
