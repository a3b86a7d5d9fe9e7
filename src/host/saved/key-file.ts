import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  type Stats,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';
import { syncDirectory } from '../state/atomic-file.ts';

/** At least one. */
type Identities = readonly [string, ...string[]];

/** Nothing that is a key file is larger. Bytes. */
const maxBytes = 16 * 1024;

/**
 * The identities in a key file; undefined when there is no such file.
 * @throws ConnectorError `config`, CFG-004, when others may use it, it lies in the state directory, or holds no identity.
 */
export function readKeyFile(path: string, stateDirectory: string): Identities | undefined {
  const real = realPath(path);
  if (real === undefined) return undefined;
  checkPlace(path, real, stateDirectory);
  let file: number | undefined;
  try {
    // What was looked at is what is opened, whatever is put there meanwhile.
    file = openSync(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    checkAccess(path, fstatSync(file));
    return identitiesIn(path, readFileSync(file, 'utf8'));
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Makes a key file that nobody else can use. It is there whole or not at all, and never takes the place of another. */
export async function makeKeyFile(path: string, stateDirectory: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# cortex-otel: seals the secrets that were typed into the console. Keep a copy apart from the state directory.\n# public key: ${recipient}\n${identity}\n`;
  try {
    checkPlace(path, join(realpathSync(dirname(path)), basename(path)), stateDirectory);
    writeExclusively(path, text);
    return identity;
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function keyFileError(path: string, what: string, remedy: string, cause?: unknown): ConnectorError {
  return new ConnectorError('config', `state.key_file ${path} ${what}`, { code: 'CFG-004', remedy, cause });
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
}

/** A link may lead to a place beside it, as those of mounted secrets do, and nowhere else. */
function checkPlace(path: string, real: string, stateDirectory: string): void {
  if (isWithin(real, realPath(stateDirectory) ?? stateDirectory)) {
    const remedy = 'Keep it elsewhere: whoever gets the state directory must not get the key with it.';
    throw keyFileError(path, 'lies in the state directory', remedy);
  }
  if (!isWithin(real, realPath(dirname(path)) ?? dirname(path))) {
    throw keyFileError(path, 'is a link that leads out of its directory', 'Name the file itself.');
  }
}

function isWithin(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== '..' && !way.startsWith('../');
}

function checkAccess(path: string, found: Stats): void {
  if (!found.isFile()) throw keyFileError(path, 'is no regular file', 'Name a file that age-keygen has made.');
  if (found.size > maxBytes) throw keyFileError(path, 'is too large', 'Name a file that age-keygen has made.');
  const user = process.geteuid?.();
  // Windows has neither owners nor modes in this sense.
  if (user === undefined) return;
  if (found.uid !== user && found.uid !== 0) {
    throw keyFileError(path, `belongs to another user (${found.uid})`, `Hand it over: chown ${user} ${path}`);
  }
  if ((found.mode & 0o077) !== 0) {
    const open = (found.mode & 0o777).toString(8).padStart(4, '0');
    throw keyFileError(path, `can be used by others (mode ${open})`, `Close it to them: chmod 600 ${path}`);
  }
}

function identitiesIn(path: string, text: string): Identities {
  const lines = text.split('\n').map((line) => line.trim());
  const [first, ...others] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (first === undefined || ![first, ...others].every((line) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line))) {
    const remedy = 'Make one with age-keygen, or name a file that does not exist yet: it is made.';
    throw keyFileError(path, 'holds no X25519 identity of age', remedy);
  }
  return [first, ...others];
}

function writeExclusively(path: string, text: string): void {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  const file = openSync(fresh, 'wx', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  syncDirectory(dirname(path));
}

function unreadable(path: string, error: unknown): Error {
  const { code } = error as { code?: unknown };
  if (isConnectorError(error) || typeof code !== 'string') return error as Error;
  const remedy =
    'Its directory must exist, and this user must be able to read and, where it is to be made, write there.';
  return keyFileError(path, `cannot be used: ${code}`, remedy, error);
}
