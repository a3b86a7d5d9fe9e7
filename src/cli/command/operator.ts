import { hostname, userInfo } from 'node:os';
import type { Caller } from '../../host/commands/call.ts';

/** Who is at this terminal, as the machine knows them; behind sudo both. */
export function operator(env: Readonly<Record<string, string | undefined>>): Caller {
  const user = userName();
  const behind = env['SUDO_USER'];
  const actor = behind === undefined || behind === '' || behind === user ? user : `${behind} (as ${user})`;
  return { actor, via: 'cli', host: hostname() };
}

/** A user of a container may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
