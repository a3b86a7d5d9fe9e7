import type { ConnectorDetails } from '../../../api/connector-form.ts';
import type { ConsoleInfo } from '../../../api/console-info.ts';
import type { FormValues } from './form-values.ts';
import { combined, type SourceForm, sourceForms } from './source-form.ts';

/** What does not change while a form is filled in. */
export interface FormSetup {
  readonly sources: readonly SourceForm[];
  /** The collector's own destination, for display. */
  readonly collectorDestination: string;
  /** This collector keeps no secrets of its own: only where they stand. */
  readonly referencesOnly: boolean;
  /** The saved connector that is edited or copied: its secrets stand in for the blank ones. */
  readonly existing: ConnectorDetails | undefined;
}

export function formSetup(info: ConsoleInfo, existing?: ConnectorDetails): FormSetup {
  return {
    sources: sourceForms(info),
    collectorDestination: info.destination,
    referencesOnly: info.secrets === 'references',
    existing,
  };
}

/** What the chosen sources ask for; without any chosen, what the first one does. */
export function chosenForm(setup: FormSetup, values: Pick<FormValues, 'sources'>): SourceForm | undefined {
  const chosen = setup.sources.filter(({ id }) => values.sources.includes(id));
  return combined(chosen) ?? setup.sources[0];
}

/** Whether a secret that stays blank keeps a value there is. */
export function keepsSecret({ existing }: FormSetup, path: string): boolean {
  if (path === 'destination.authorization') return existing?.destination?.authorization === true;
  return path.startsWith('settings.') && existing?.secrets[path.slice('settings.'.length)] !== undefined;
}

/** Whether a secret there is can be taken away: the connector works without it. */
export function mayTakeAway(setup: FormSetup, path: string): boolean {
  const name = path.slice('settings.'.length);
  const form = setup.sources.find(({ id }) => id === setup.existing?.source);
  return path.startsWith('settings.') && keepsSecret(setup, path) && form?.required.includes(name) === false;
}

/** Names of the settings that are asked for: of a group of alternatives the chosen one. */
export function askedFor(form: SourceForm, choices: FormValues['choices']): readonly string[] {
  const { exactlyOne } = form;
  const hidden = exactlyOne?.members.filter((name) => name !== chosenMember(form, choices)) ?? [];
  return form.fields.map(({ name }) => name).filter((name) => !hidden.includes(name));
}

export function chosenMember({ exactlyOne }: SourceForm, choices: FormValues['choices']): string | undefined {
  const chosen = exactlyOne && choices[exactlyOne.name];
  return chosen !== undefined && exactlyOne?.members.includes(chosen) ? chosen : exactlyOne?.name;
}
