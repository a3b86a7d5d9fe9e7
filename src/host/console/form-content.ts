import type { ConnectorForm } from '../../api/connector-form.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { isMarked } from '../config/schema-parts.ts';
import { typedText } from './form-text.ts';
import { type FormOfSource, type KeepSecret, secretsOfForm } from './secrets-of-form.ts';

/** What a form says of a connector, without what tells it from others. */
export type ConnectorContent = Pick<
  SavedConnector,
  'name' | 'source' | 'settings' | 'secrets' | 'destination' | 'healthCheckInterval'
>;

/** A form as it would be saved, and which of its secrets stand in the way. */
export interface FormContent {
  readonly content: ConnectorContent;
  readonly needed: readonly string[];
  readonly unkept: readonly string[];
}

/** Reads a form for one of its sources. `name` is that of the connector, which may be longer than the form's. */
export async function formContent(given: FormOfSource, name: string, keep: KeepSecret): Promise<FormContent> {
  const { form, source } = given;
  const { secrets, authorization, needed, unkept } = await secretsOfForm(given, keep);
  const destination = form.destination && {
    endpoint: form.destination.endpoint.trim(),
    encoding: form.destination.encoding,
    compression: form.destination.compression,
    authorization,
  };
  const healthCheckInterval = typedText(form.healthCheckInterval) ?? null;
  const settings = settingsOf(given);
  return {
    content: { name, source: source.id, settings, secrets, destination, healthCheckInterval },
    needed,
    unkept,
  };
}

/** What is no secret and not blank. What no setting has that name is kept: the plugin says so. */
function settingsOf({ form, source }: FormOfSource): ConnectorForm['settings'] {
  const given = Object.entries(form.settings).filter(
    ([name, value]) => typedText(value) !== undefined && !isMarked(source.configuration, name, 'x-secret'),
  );
  return Object.fromEntries(given.map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]));
}
