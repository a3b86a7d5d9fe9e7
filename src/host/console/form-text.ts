import type { ConnectorForm } from '../../api/connector-form.ts';
import { secretReference } from '../state/operator-store.ts';

type SettingValue = ConnectorForm['settings'][string];

/** What somebody typed into a field that may be a secret; undefined: the field was left blank. */
export function typedText(value: SettingValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = String(value).trim();
  return text === '' ? undefined : text;
}

/** Whether a secret is given as a reference, which is no secret itself. */
export function isReference(text: string): boolean {
  return secretReference.test(text);
}
