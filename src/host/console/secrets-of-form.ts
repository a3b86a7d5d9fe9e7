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
  const isMoved = hasMoved(given);
  const names = Object.keys(propertiesOf(source.configuration)).filter(
    // Null takes an optional one away; a blank field cannot, since that keeps it.
    (name) => isMarked(source.configuration, name, 'x-secret') && form.settings[name] !== null,
  );
  const settings = await Promise.all(
    names.map(async (name) => {
      const isBound = !isMarked(source.configuration, name, 'x-binds-secret');
      const secret = { typed: typedText(form.settings[name]), before: current?.secrets[name] };
      return { name, ...(await outcomeOf({ ...secret, isMoved: isMoved && isBound }, keep)) };
    }),
  );
  const authorization = await authorizationOf(given, keep);
  const all = [
    ...settings.map(({ name, ...outcome }) => ({ path: `settings.${name}`, ...outcome })),
    { path: 'destination.authorization', ...authorization },
  ];
  const pathsOf = (fault: Outcome['fault']) => all.filter((each) => each.fault === fault).map(({ path }) => path);
  return {
    secrets: Object.fromEntries(settings.flatMap(({ name, secret }) => (secret ? [[name, secret]] : []))),
    authorization: authorization.secret ?? null,
    needed: pathsOf('needed'),
    unkept: pathsOf('unkept'),
  };
}

/** What becomes of one secret. */
interface Outcome {
  readonly secret?: StoredSecret | undefined;
  readonly fault?: 'needed' | 'unkept';
}

interface OneSecret {
  readonly typed: string | undefined;
  readonly before: StoredSecret | undefined;
  /** Whether it would go elsewhere than where it was given for. */
  readonly isMoved: boolean;
}

async function outcomeOf({ typed, before, isMoved }: OneSecret, keep: KeepSecret): Promise<Outcome> {
  if (typed === undefined) return before && isMoved ? { fault: 'needed' } : { secret: before };
  // A reference that was typed again is the one there is: it is not new.
  const secret = typed === referenceOf(before) ? before : await keep(typed);
  return secret ? { secret } : { fault: 'unkept' };
}

async function authorizationOf({ form: { destination }, current }: FormOfSource, keep: KeepSecret): Promise<Outcome> {
  // Absent keeps the one there is, empty removes it.
  if (!destination || destination.authorization?.trim() === '') return {};
  const typed = typedText(destination.authorization);
  const before = current?.destination?.authorization ?? undefined;
  const isMoved = destination.endpoint.trim() !== current?.destination?.endpoint;
  return outcomeOf({ typed, before, isMoved }, keep);
}

/** Whether the secrets would go another way than the one they were given for. */
function hasMoved({ form, source, current }: FormOfSource): boolean {
  if (!current) return false;
  return Object.keys(propertiesOf(source.configuration)).some((name) => {
    if (!isMarked(source.configuration, name, 'x-binds-secret')) return false;
    const given = form.settings[name];
    const typed = typedText(given);
    if (!isMarked(source.configuration, name, 'x-secret')) return typed !== typedText(current.settings[name]);
    // A blank secret stays as it is.
    const before = current.secrets[name];
    return given === null ? before !== undefined : typed !== undefined && typed !== referenceOf(before);
  });
}

function referenceOf(secret: StoredSecret | undefined): string | undefined {
  return secret?.kind === 'reference' ? secret.text : undefined;
}
