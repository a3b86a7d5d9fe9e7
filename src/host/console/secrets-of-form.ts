import type { ConnectorForm } from '../../api/connector-form.ts';
import type { SourceManifest } from '../../contract/index.ts';
import { isMarked, propertiesOf } from '../config/schema-parts.ts';
import type { SavedConnector, StoredSecret } from '../state/operator-store.ts';
import { typedText } from './form-text.ts';

/** Makes of what was typed what is kept of it; undefined: it cannot be kept. */
export type KeepSecret = (text: string) => Promise<StoredSecret | undefined>;

/** The secrets of a form: typed ones as they are kept, and of blank ones those that are there already. */
export interface FormSecrets {
  readonly secrets: Readonly<Record<string, StoredSecret>>;
  /** Of the collector's own destination for this connector. */
  readonly authorization: StoredSecret | null;
  /** Paths of blank secrets that cannot stay blank: they were given for another address. */
  readonly needed: readonly string[];
  /** Paths of typed secrets that cannot be kept. */
  readonly unkept: readonly string[];
}

export interface FormOfSource {
  readonly form: ConnectorForm;
  readonly source: SourceManifest;
  /** What is saved by now of the connector that is edited. */
  readonly current: SavedConnector | undefined;
}

/**
 * A blank secret stays as it is, but only where the address stays as well: whoever may edit must not be able to have a
 * key sent to an address of theirs. Which settings are secrets, and which decide who sees them, the manifest says.
 */
export async function secretsOfForm(given: FormOfSource, keep: KeepSecret): Promise<FormSecrets> {
  const { form, source, current } = given;
  const secrets: Record<string, StoredSecret> = {};
  const [needed, unkept]: [string[], string[]] = [[], []];
  const moved = hasMoved(given);
  for (const name of Object.keys(propertiesOf(source.configuration))) {
    if (!isMarked(source.configuration, name, 'x-secret')) continue;
    const typed = typedText(form.settings[name]);
    const before = current?.secrets[name];
    const isBound = !isMarked(source.configuration, name, 'x-binds-secret');
    if (typed === undefined && before && moved && isBound) needed.push(`settings.${name}`);
    const secret = typed === undefined ? (moved && isBound ? undefined : before) : await kept(typed, before, keep);
    if (secret) secrets[name] = secret;
    else if (typed !== undefined) unkept.push(`settings.${name}`);
  }
  const { authorization, ...rest } = await authorizationOf(given, keep);
  return {
    secrets,
    authorization: authorization ?? null,
    needed: [...needed, ...rest.needed],
    unkept: [...unkept, ...rest.unkept],
  };
}

/** Whether the secrets would go another way than the one they were given for. */
function hasMoved({ form, source, current }: FormOfSource): boolean {
  if (!current) return false;
  return Object.keys(propertiesOf(source.configuration)).some((name) => {
    if (!isMarked(source.configuration, name, 'x-binds-secret')) return false;
    const typed = typedText(form.settings[name]);
    // A blank secret stays as it is; any other setting is gone when it is blank.
    if (isMarked(source.configuration, name, 'x-secret')) {
      return typed !== undefined && typed !== referenceOf(current.secrets[name]);
    }
    return typed !== typedText(current.settings[name]);
  });
}

interface Authorization extends Pick<FormSecrets, 'needed' | 'unkept'> {
  readonly authorization: StoredSecret | undefined;
}

async function authorizationOf({ form, current }: FormOfSource, keep: KeepSecret): Promise<Authorization> {
  const path = 'destination.authorization';
  const nothing = { authorization: undefined, needed: [], unkept: [] };
  const before = current?.destination?.authorization ?? undefined;
  // Absent keeps the one there is, empty removes it.
  if (!form.destination || form.destination.authorization?.trim() === '') return nothing;
  const typed = typedText(form.destination.authorization);
  if (typed !== undefined) {
    const authorization = await kept(typed, before, keep);
    return { ...nothing, authorization, unkept: authorization ? [] : [path] };
  }
  const moved = form.destination.endpoint.trim() !== current?.destination?.endpoint;
  return before && moved ? { ...nothing, needed: [path] } : { ...nothing, authorization: before };
}

/** A reference that was typed again is the one there is: it is not new. */
async function kept(
  typed: string,
  before: StoredSecret | undefined,
  keep: KeepSecret,
): Promise<StoredSecret | undefined> {
  return before && referenceOf(before) === typed ? before : keep(typed);
}

function referenceOf(secret: StoredSecret | undefined): string | undefined {
  return secret?.kind === 'reference' ? secret.text : undefined;
}
