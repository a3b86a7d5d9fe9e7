import { retrieveSchema, type RJSFSchema } from '@rjsf/utils';
import { askedFor, chosenForm, chosenMember, type FormSetup, keepsSecret } from './form-setup.ts';
import type { FormValues } from './form-values.ts';
import { isReference } from './reference.ts';
import { isSchema, type SourceField } from './read-field.ts';
import { noTime } from './start-of-history.ts';
import type { SourceForm } from './source-form.ts';
import { validator } from './validator.ts';

/** `500ms`, `60s`, `5m`, `24h`, `30d`. */
const duration = String.raw`^\d+(\.\d+)?(ms|s|m|h|d)$`;

/** JSON Schema, draft-07, of what the form holds right now: of the console's own fields, and of the manifest's. */
export function connectorSchema(setup: FormSetup, values: FormValues): RJSFSchema {
  const form = chosenForm(setup, values);
  const isNew = setup.existing === undefined;
  return {
    type: 'object',
    // References of a settings schema begin at its root, which is this one's.
    definitions: { ...form?.definitions },
    $defs: { ...form?.definitions },
    properties: {
      name: { type: 'string', title: 'Connector name', minLength: 1, maxLength: 64 },
      ...(isNew && { sources: sourcesSchema(setup) }),
      ...(form && { settings: settingsSchema(setup, form, values) }),
      destination: destinationSchema(setup, values),
      healthCheckInterval: {
        type: 'string',
        title: 'Health check interval',
        pattern: duration,
        examples: ['6h', '1d'],
      },
    },
    required: ['name', ...(isNew ? ['sources'] : [])],
  } as RJSFSchema;
}

function sourcesSchema({ sources }: FormSetup): RJSFSchema {
  return {
    type: 'array',
    title: 'Sources',
    minItems: 1,
    uniqueItems: true,
    items: { type: 'string', enum: sources.map(({ id }) => id) },
  };
}

function settingsSchema(setup: FormSetup, form: SourceForm, values: FormValues): RJSFSchema {
  const names = askedFor(form, values.choices).filter((name) => !form.conditional.has(name));
  const fields = form.fields.filter(({ name }) => names.includes(name));
  const member = chosenMember(form, values.choices);
  const required = new Set([...form.required, ...(member === undefined ? [] : [member])]);
  return {
    type: 'object',
    title: form.plugin.title,
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, values)])),
    required: [...required].filter((name) => names.includes(name) && !keepsSecret(setup, `settings.${name}`)),
    ...form.conditions,
  };
}

/** Names of the settings that are on the form right now, those included that a condition brings in. */
export function shownSettings(setup: FormSetup, values: FormValues): readonly string[] {
  const root = connectorSchema(setup, values);
  const settings: unknown = root.properties?.['settings'];
  if (!isSchema(settings)) return [];
  const { properties } = retrieveSchema(validator, settings, root, values.settings);
  return Object.keys(properties ?? {});
}

function fieldSchema(field: SourceField, values: FormValues): RJSFSchema {
  const { title, schema, examples, kind } = field;
  // Taken away: see SecretWidget.
  if (kind === 'secret' && values.settings[field.name] === null) return { type: ['string', 'null'], title };
  if (isReference(values.settings[field.name])) return { type: 'string', title };
  const time = kind === 'start-of-history' && { not: { const: noTime } };
  return { ...schema, title, ...(examples.length > 0 && { examples: [...examples] }), ...time };
}

function destinationSchema(setup: FormSetup, { destination }: FormValues): RJSFSchema {
  const use: RJSFSchema = { type: 'string', title: 'Records go to', enum: ['collector', 'own'] };
  if (destination.use === 'collector') return { type: 'object', title: 'Destination', properties: { use } };
  return {
    type: 'object',
    title: 'Destination',
    properties: {
      use,
      endpoint: { type: 'string', title: 'Endpoint', maxLength: 2048, examples: ['https://otlp.corp.example:4318'] },
      encoding: { type: 'string', title: 'Encoding', enum: ['json', 'protobuf'] },
      compression: { type: 'string', title: 'Compression', enum: ['none', 'gzip'] },
      authorization: { type: 'string', title: 'Authorization', maxLength: 4096 },
      ...(keepsSecret(setup, 'destination.authorization') && {
        removeAuthorization: { type: 'boolean', title: 'Remove the authorization there is' },
      }),
    },
    required: ['endpoint'],
  };
}
