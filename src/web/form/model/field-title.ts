import { inWords } from '../../ui/in-words.ts';
import { chosenForm, type FormSetup } from './form-setup.ts';
import type { FormValues } from './form-values.ts';

/** What the field at a path is called: `settings.api_key` is "API key". */
export function fieldTitle(setup: FormSetup, values: FormValues, path: string): string {
  const [section = '', name] = path.split('.', 2);
  const field = chosenForm(setup, values)?.fields.find((one) => section === 'settings' && one.name === name);
  return field?.title ?? inWords((name ?? section).replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase());
}
