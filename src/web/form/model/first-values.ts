import type { ConnectorDetails } from '../../../api/connector-form.ts';
import { chosenForm, type FormSetup } from './form-setup.ts';
import { collectorsDestination, type FormValues, type SettingValue } from './form-values.ts';
import type { SourceForm } from './source-form.ts';

/** What a form begins with: the manifest's defaults, or what the connector that is edited or copied has. */
export function firstValues(setup: FormSetup, purpose: 'new' | 'edit' | 'clone'): FormValues {
  const { existing } = setup;
  const [first, ...others] = setup.sources;
  const sources = existing ? [existing.source] : first && others.length === 0 ? [first.id] : [];
  const form = chosenForm(setup, { sources });
  const settings = { ...(form && defaultsOf(form)), ...existing?.settings };
  return {
    name: existing && (purpose === 'clone' ? `${existing.name} (copy)`.slice(0, 64) : existing.name),
    sources,
    choices: form ? choicesOf(form, settings) : {},
    settings,
    destination: destinationOf(existing),
    healthCheckInterval: existing?.healthCheckInterval ?? undefined,
  };
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

function destinationOf(existing: ConnectorDetails | undefined): FormValues['destination'] {
  if (!existing?.destination) return collectorsDestination;
  const { endpoint, encoding, compression } = existing.destination;
  return { use: 'own', endpoint, encoding, compression };
}

function present(settings: FormValues['settings']): FormValues['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
