import type { RJSFSchema } from '@rjsf/utils';
import type { FieldProblem } from '../../../api/problem.ts';
import { connectorSchema, shownSettings } from './connector-schema.ts';
import { chosenForm, type FormSetup, keepsSecret } from './form-setup.ts';
import type { FormValues } from './form-values.ts';
import { friendlyMessage } from './friendly-message.ts';
import { isSchema } from './read-field.ts';
import { isOnlyReference, isReference } from './reference.ts';
import { type SchemaProblem, schemaProblems } from './validator.ts';

/** What the browser can tell is wrong with a form, by field: paths are those of the API, such as `settings.api_key_id`. */
export function formProblems(setup: FormSetup, values: FormValues): readonly FieldProblem[] {
  const schema = connectorSchema(setup, values);
  const found = new Map<string, FieldProblem>();
  for (const { path, keyword } of schemaProblems(schema, asked(setup, values))) {
    const field = at(schema, path) ?? conditionalField(setup, values, path);
    if (found.has(path) || isForgiven(setup, values, { path, keyword })) continue;
    found.set(path, { path, errors: [friendlyMessage(keyword, field)], warnings: [] });
  }
  for (const path of keptSecrets(setup, values)) found.set(path, { path, errors: [noSecretHere], warnings: [] });
  return [...found.values()];
}

const noSecretHere = 'must be ${env:NAME} or ${file:/path}: no secret is kept here';

/** Secrets that would have to be kept where only references are. */
function keptSecrets(setup: FormSetup, values: FormValues): readonly string[] {
  if (!setup.referencesOnly) return [];
  const { settings, destination } = values;
  const shown = new Set(shownSettings(setup, values));
  const fields = chosenForm(setup, values)?.fields.filter(({ name, kind }) => kind === 'secret' && shown.has(name));
  const typed = (fields ?? []).map(({ name }) => [`settings.${name}`, settings[name]] as const);
  const authorization = destination.use === 'own' ? destination.authorization : undefined;
  return [...typed, ['destination.authorization', authorization] as const]
    .filter(([, value]) => typeof value === 'string' && value.trim() !== '' && !isOnlyReference(value))
    .map(([path]) => path);
}

/** Only what is asked for now, without the blanks: what is blank is not there. */
function asked(setup: FormSetup, values: FormValues): object {
  const names = shownSettings(setup, values);
  const { name, sources, destination, healthCheckInterval } = values;
  return filled({
    name,
    sources,
    settings: filled(Object.fromEntries(names.map((field) => [field, values.settings[field]]))),
    destination: filled({ ...destination }),
    healthCheckInterval,
  });
}

/** As it is sent: what is pasted often has a space at its end. */
function filled(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given)
      .map(([key, value]) => [key, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== '' && value !== null),
  );
}

/** What a blank secret keeps is not missing; what a reference will become is not known here. */
function isForgiven(setup: FormSetup, values: FormValues, { path, keyword }: Omit<SchemaProblem, 'message'>): boolean {
  if (keyword === 'required') return keepsSecret(setup, path);
  return path.startsWith('settings.') && isReference(values.settings[path.slice('settings.'.length)]);
}

/** The schema of a field; undefined: it is not among those that are always asked for. */
function at(schema: RJSFSchema, path: string): RJSFSchema | undefined {
  let here: unknown = schema;
  for (const part of path.split('.')) {
    here = isSchema(here) && isSchema(here['properties']) ? here['properties'][part] : undefined;
  }
  return isSchema(here) ? here : undefined;
}

function conditionalField(setup: FormSetup, values: FormValues, path: string): RJSFSchema {
  const field = chosenForm(setup, values)?.fields.find(({ name }) => path === `settings.${name}`);
  return field ? { ...field.schema, examples: [...field.examples] } : {};
}
