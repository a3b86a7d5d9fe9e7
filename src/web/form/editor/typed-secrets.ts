import { chosenForm, type FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';

/** The secrets that were typed into a form: nothing that leaves the page in another way may hold them. */
export function typedSecrets(setup: FormSetup, values: FormValues): readonly string[] {
  const fields = chosenForm(setup, values)?.fields.filter(({ kind }) => kind === 'secret') ?? [];
  return [...fields.map(({ name }) => values.settings[name]), values.destination.authorization].filter(
    (value) => typeof value === 'string',
  );
}
