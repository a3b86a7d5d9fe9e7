import { armor, Decrypter, Encrypter, identityToRecipient } from 'age-encryption';
import { ConnectorError } from '../../contract/index.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import { keyFileError, makeKeyFile, readKeyFile } from './key-file.ts';
import { holdsSealed } from './holds-sealed.ts';

/** Keeps secrets so that whoever gets the state directory alone does not get them. */
export interface Sealer {
  /** An age file in its ASCII armor. */
  seal(text: string): Promise<string>;
  /** @throws ConnectorError `config`, CFG-004, when it was sealed with another key, or is damaged. */
  unseal(armored: string): Promise<string>;
}

export interface SealerOptions {
  /** Absolute path of the key file; made, mode 0600, where there is none and nothing has been sealed yet. */
  readonly keyFile: string;
  readonly stateDirectory: string;
  /** What is stored: a lost key must not be replaced by a new one that opens none of it. */
  readonly saved: readonly SavedConnector[];
}

/**
 * Opens a key file: X25519 identities as `age-keygen` writes them. The first seals; all of them unseal, so that a key can
 * be replaced by putting a new one above it.
 * @throws ConnectorError `config`, CFG-004, when it cannot be used, or is lost.
 */
export async function openSealer({ keyFile, stateDirectory, saved }: SealerOptions): Promise<Sealer> {
  const found = readKeyFile(keyFile, stateDirectory);
  if (!found && saved.some(holdsSealed)) throw lost(keyFile);
  const [first, ...others] = found ?? [await makeKeyFile(keyFile, stateDirectory)];
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(first));
  const decrypter = new Decrypter();
  for (const identity of [first, ...others]) decrypter.addIdentity(identity);
  return {
    seal: async (text) => armor.encode(await encrypter.encrypt(text)),
    async unseal(armored) {
      try {
        return await decrypter.decrypt(armor.decode(armored), 'text');
      } catch {
        // Its reason says nothing to people, and might quote what it was given.
        throw new ConnectorError('config', 'was sealed with another key than that of state.key_file, or is damaged', {
          code: 'CFG-004',
          remedy: 'Put the key it was sealed with back into the key file, or enter the secret again.',
        });
      }
    },
  };
}

function lost(keyFile: string): ConnectorError {
  return keyFileError(
    keyFile,
    'does not exist, and secrets are stored that were sealed with it',
    'Restore it from a backup. If it is lost: without state.key_file all other connectors work, and the secrets can be ' +
      'entered again as references.',
  );
}
