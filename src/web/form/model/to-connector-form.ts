import type { ConnectorForm, TestForm } from '../../../api/connector-form.ts';
import { shownSettings } from './connector-schema.ts';
import { chosenForm, type FormSetup, mayTakeAway } from './form-setup.ts';
import type { FormValues, SettingValue } from './form-values.ts';

/** What is sent to be saved: what is asked for and filled in. A secret that is blank is left out, so that it is kept. */
export function toConnectorForm(setup: FormSetup, values: FormValues): ConnectorForm {
  return {
    name: values.name?.trim() ?? '',
    sources: [...values.sources],
    settings: settingsOf(setup, values),
    destination: destinationOf(values),
    healthCheckInterval: values.healthCheckInterval?.trim() || null,
  };
}

/** What is sent to be checked or tested. The API refuses a form without a name; what it is called does not matter here. */
export function toTestForm(setup: FormSetup, values: FormValues): TestForm {
  const form = toConnectorForm(setup, values);
  const name = form.name === '' ? unnamed : form.name.slice(0, 64);
  return { ...form, name, ...(setup.existing && { connector: setup.existing.id }) };
}

/** Stands in for a name that is still blank. */
const unnamed = 'New connector';

function settingsOf(setup: FormSetup, values: FormValues): ConnectorForm['settings'] {
  return Object.fromEntries(
    shownSettings(setup, values).flatMap((name): [string, SettingValue][] => {
      const value = trimmed(values.settings[name]);
      if (value === null && mayTakeAway(setup, `settings.${name}`)) return [[name, null]];
      const isBlank = value === undefined || value === null || value === '';
      return isBlank || isLeftToDefault(setup, values, name) ? [] : [[name, value]];
    }),
  );
}

/** What is the default anyway is not written down, unless it was before. */
function isLeftToDefault(setup: FormSetup, values: FormValues, name: string): boolean {
  const field = chosenForm(setup, values)?.fields.find((one) => one.name === name);
  const usual = field?.kind === 'flag' ? (field.defaultValue ?? false) : field?.defaultValue;
  return trimmed(values.settings[name]) === usual && setup.existing?.settings[name] === undefined;
}

function trimmed(value: SettingValue | undefined): SettingValue | undefined {
  return typeof value === 'string' ? value.trim() : value;
}

function destinationOf({ destination }: FormValues): ConnectorForm['destination'] {
  if (destination.use === 'collector') return null;
  const { endpoint = '', encoding, compression, removeAuthorization = false } = destination;
  const authorization = destination.authorization?.trim() || (removeAuthorization ? '' : undefined);
  return { endpoint: endpoint.trim(), encoding, compression, ...(authorization !== undefined && { authorization }) };
}
