import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger, Random } from '../../contract/index.ts';
import { Secret } from '../../shared/secret.ts';
import type { Credential } from '../config/configuration.ts';
import { writeFileAtomically } from '../state/atomic-file.ts';
import { entry } from '../state/state-directory.ts';
import { stateFailure } from '../state/state-failure.ts';

export interface ConsoleToken {
  readonly credential: Credential;
  /** The file it stands in, for its owner only. */
  readonly path: string;
}

export interface ConsoleTokenParts {
  /** Absolute; it exists. */
  readonly stateDirectory: string;
  readonly random: Pick<Random, 'token'>;
  readonly logger: Pick<Logger, 'warn'>;
}

/** 256 bits in letters and digits. */
const tokenLength = 43;
const shape = new RegExp(`^[A-Za-z0-9]{${tokenLength}}$`);

/**
 * The token people sign in with where the configuration names no credential: kept across restarts, in a file only its
 * owner reads. One that is damaged, or that others could have read, is replaced.
 * @throws ConnectorError `state` when the file cannot be written.
 */
export function consoleToken({ stateDirectory, random, logger }: ConsoleTokenParts): ConsoleToken {
  const path = join(stateDirectory, consoleTokenFile);
  const kept = keptToken(path);
  if (kept === null) logger.warn({ path }, 'the console token was damaged or readable by others: made anew');
  const token = kept ?? random.token(tokenLength);
  if (token !== kept) write(path, token);
  return { credential: { name: 'admin', role: 'admin', token: new Secret(token) }, path };
}

/** Removes what {@link consoleToken} keeps: where the configuration names credentials it opens nothing. */
export function forgetConsoleToken(stateDirectory: string): void {
  rmSync(join(stateDirectory, consoleTokenFile), { force: true });
}

const consoleTokenFile = 'console-token';

/** Undefined: there is none. Null: there is one that must not be used. */
function keptToken(path: string): string | null | undefined {
  const found = entry(path);
  if (!found) return undefined;
  if (!found.isFile() || (found.mode & 0o077) !== 0 || found.size > 2 * tokenLength) return null;
  const text = readFileSync(path, 'utf8').trim();
  return shape.test(text) ? text : null;
}

function write(path: string, token: string): void {
  try {
    writeFileAtomically(path, `${token}\n`);
  } catch (error) {
    throw stateFailure(error, path);
  }
}
