import type { ConnectorDetails } from '../../../api/connector-form.ts';
import type { ConsoleInfo } from '../../../api/console-info.ts';
import { firstValues, nameOfCopy } from '../model/first-values.ts';
import { formSetup, type FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';

/** What is done with a form: connectors are added, one is changed, or one is copied with its secrets. */
export interface FormWork {
  readonly purpose: 'add' | 'change' | 'copy';
  readonly title: string;
  readonly setup: FormSetup;
  readonly first: FormValues;
}

export function addWork(info: ConsoleInfo): FormWork {
  const setup = formSetup(info);
  return { purpose: 'add', title: 'New connector', setup, first: firstValues(setup) };
}

export function changeWork(info: ConsoleInfo, connector: ConnectorDetails): FormWork {
  const setup = formSetup(info, connector);
  return { purpose: 'change', title: `Edit ${connector.name}`, setup, first: firstValues(setup, connector) };
}

/** The secrets of one that stands in the configuration file cannot be taken along: its copy is a new connector. */
export function copyWork(info: ConsoleInfo, connector: ConnectorDetails): FormWork {
  const isSaved = connector.origin === 'saved';
  const setup = formSetup(info, isSaved ? connector : undefined);
  const first = { ...firstValues(setup, connector), name: nameOfCopy(connector.name) };
  return { purpose: isSaved ? 'copy' : 'add', title: `Copy of ${connector.name}`, setup, first };
}
