import type { ConnectorDetails } from '../../../api/connector-form.ts';
import { chosenForm, type FormSetup } from './form-setup.ts';
import { collectorsDestination, type FormValues, type SettingValue } from './form-values.ts';
import type { SourceForm } from './source-form.ts';

/** What a form begins with: the manifest's defaults, or what the connector has that is edited or copied. */
export function firstValues(setup: FormSetup, from?: ConnectorDetails): FormValues {
  const [first, ...others] = setup.sources;
  const sources = from ? [from.source] : first && others.length === 0 ? [first.id] : [];
  const form = chosenForm(setup, { sources });
  const isEdited = setup.existing !== undefined;
  const settings = {
    ...(form && defaultsOf(form)),
    ...from?.settings,
    // A copy of one of the file has no secrets to fall back on; where they stand is none.
    ...(from && !isEdited && referencesOf(from)),
  };
  return {
    name: from?.name,
    sources,
    choices: form ? choicesOf(form, settings) : {},
    settings,
    destination: destinationOf(from),
    healthCheckInterval: from?.healthCheckInterval ?? undefined,
  };
}

/** What a copy is called at first. */
export function nameOfCopy(name: string): string {
  const mark = ' (copy)';
  return `${name.slice(0, 64 - mark.length)}${mark}`;
}

/** What is chosen when other sources are: settings that are filled in stay, those that are new begin with their default. */
export function withSources(setup: FormSetup, values: FormValues, sources: readonly string[]): FormValues {
  const form = chosenForm(setup, { sources });
  return { ...values, sources, settings: { ...(form && defaultsOf(form)), ...present(values.settings) } };
}

function defaultsOf(form: SourceForm): Readonly<Record<string, SettingValue>> {
  return Object.fromEntries(
    form.fields.flatMap(({ name, kind, defaultValue }) => {
      if (kind === 'flag') return [[name, defaultValue ?? false]];
      return defaultValue === undefined ? [] : [[name, defaultValue]];
    }),
  );
}

function choicesOf({ exactlyOne }: SourceForm, settings: FormValues['settings']): FormValues['choices'] {
  const given = exactlyOne?.members.find((name) => settings[name] !== undefined && settings[name] !== null);
  return exactlyOne ? { [exactlyOne.name]: given ?? exactlyOne.name } : {};
}

function destinationOf(from: ConnectorDetails | undefined): FormValues['destination'] {
  if (!from?.destination) return collectorsDestination;
  const { endpoint, encoding, compression } = from.destination;
  return { use: 'own', endpoint, encoding, compression };
}

function referencesOf({ secrets }: ConnectorDetails): Readonly<Record<string, SettingValue>> {
  return Object.fromEntries(
    Object.entries(secrets).flatMap(([name, { reference }]) => (reference === undefined ? [] : [[name, reference]])),
  );
}

function present(settings: FormValues['settings']): FormValues['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
