import { hostname, userInfo } from 'node:os';
import type { Caller } from '../../host/commands/call.ts';
import { plainText } from '../../shared/plain-text.ts';

/** Who is at this terminal, as the machine knows them; behind sudo both. */
export function operator(env: Readonly<Record<string, string | undefined>>): Caller {
  const user = userName();
  const behind = behindSudo(env['SUDO_USER']);
  const actor = behind === undefined || behind === user ? user : `${behind} (as ${user})`;
  return { actor, via: 'cli', host: hostname() };
}

/** Whom sudo names. Anybody can set the variable: it says something only where sudo may have, for root. */
function behindSudo(name: string | undefined): string | undefined {
  if (name === undefined || process.getuid?.() !== 0) return undefined;
  return /^[\w.@\\-]{1,64}$/.test(name) ? name : undefined;
}

/** A user of a container may have a number and no name. */
function userName(): string {
  try {
    return plainText(userInfo().username);
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
