import type { ConnectorForm } from '../../../api/connector-form.ts';

/** What a setting can be. */
export type SettingValue = ConnectorForm['settings'][string];

/** What the form holds while it is filled in. A field that is blank is absent. */
export interface FormValues {
  readonly name?: string | undefined;
  readonly sources: readonly string[];
  /** Of each group of settings of which exactly one is given, which one: by the name of the group. */
  readonly choices: Readonly<Record<string, string>>;
  /** Also what was entered in fields that are not shown right now: it is back when they are. */
  readonly settings: Readonly<Record<string, SettingValue | undefined>>;
  readonly destination: DestinationValues;
  readonly healthCheckInterval?: string | undefined;
}

export interface DestinationValues {
  readonly use: 'collector' | 'own';
  readonly endpoint?: string | undefined;
  readonly encoding: 'json' | 'protobuf';
  readonly compression: 'none' | 'gzip';
  /** Blank keeps the one there is. */
  readonly authorization?: string | undefined;
  readonly removeAuthorization?: boolean | undefined;
}

export const collectorsDestination: DestinationValues = { use: 'collector', encoding: 'json', compression: 'none' };
