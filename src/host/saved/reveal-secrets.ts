import { z } from 'zod';
import { isConnectorError } from '../../contract/index.ts';
import type { Findings, SettingPath } from '../config/findings.ts';
import { resolveReferences } from '../config/resolve-references.ts';
import { settingSubstitute, type Substitute } from '../config/secret-substitute.ts';
import type { SavedConnector, StoredSecret } from '../state/operator-store.ts';
import type { SavedContext } from './configure-saved.ts';

/** The secrets of a saved connector in the clear. */
export interface RevealedSecrets {
  readonly settings: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  /** Absolute paths of the files that were read. */
  readonly files: readonly string[];
  /** What a person does about one that is sealed and cannot be had; undefined: there is none. */
  readonly remedy: string | undefined;
}

const revealedSchema = z.object({
  settings: z.record(z.string(), z.string()),
  destination: z.object({ authorization: z.string().optional() }),
});

/** Follows references exactly as in the configuration file, and unseals the rest. What cannot be had becomes a finding. */
export async function revealSecrets(
  saved: SavedConnector,
  findings: Findings,
  given: SavedContext,
): Promise<RevealedSecrets> {
  const { env, directory, plugins, purpose = 'connect' } = given;
  const substitute = purpose === 'look' ? (path: SettingPath) => substituteOf(path, plugins) : undefined;
  const context = { env, directory, findings, ...(substitute && { substitute }) };
  const { value, files } = await resolveReferences(
    await textsOf(saved, 'reference', async ({ text }) => text),
    context,
  );
  const referred = revealedSchema.parse(value);
  let remedy: string | undefined;
  const unsealed = await textsOf(saved, 'sealed', async ({ text }, path) => {
    if (substitute) return substitute(path)?.value;
    const opened = await unseal(text, given);
    if (typeof opened === 'string') return opened;
    remedy = opened.remedy;
    findings.error(path, opened);
    return '';
  });
  return {
    settings: { ...referred.settings, ...unsealed.settings },
    authorization: referred.destination.authorization ?? unsealed.destination.authorization,
    files,
    remedy,
  };
}

type Reveal = (secret: StoredSecret, path: SettingPath) => Promise<string | undefined>;

/** The texts of one kind, where they stand in a form. */
async function textsOf({ secrets, destination }: SavedConnector, kind: StoredSecret['kind'], reveal: Reveal) {
  const settings: Record<string, string> = {};
  for (const [name, secret] of Object.entries(secrets)) {
    const text = secret.kind === kind ? await reveal(secret, ['settings', name]) : undefined;
    if (text !== undefined) settings[name] = text;
  }
  const secret = destination?.authorization;
  const authorization = secret?.kind === kind ? await reveal(secret, ['destination', 'authorization']) : undefined;
  return { settings, destination: authorization === undefined ? {} : { authorization } };
}

/** What stands in for a secret where nothing connects with it. */
function substituteOf([section, name]: SettingPath, plugins: SavedContext['plugins']): Substitute {
  const substitute = section === 'settings' && settingSubstitute(String(name), plugins);
  return substitute || { value: undefined };
}

/** The text; or what to say of the secret. */
async function unseal(text: string, { sealer }: SavedContext) {
  const remedy = 'Put the key it was sealed with back into state.key_file, or enter the secret again.';
  if (!sealer) return { message: 'is sealed, and state.key_file is not set', remedy };
  try {
    return await sealer.unseal(text);
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return { message: error.message, remedy: error.remedy ?? remedy };
  }
}
