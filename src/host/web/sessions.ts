import { createHash } from 'node:crypto';
import type { Role } from '../../api/role.ts';
import { sessionLimits } from '../../api/session.ts';
import type { Clock, Random } from '../../contract/index.ts';

/** Somebody who signed in with a browser. */
export interface ConsoleSession {
  /** Digest of its id: names it without opening it. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  /** The longest it lasts, epoch milliseconds. */
  readonly expiresMs: number;
}

export interface Sessions {
  /** The id is told once: only its digest is kept. */
  open(who: { readonly name: string; readonly role: Role }): { readonly id: string; readonly session: ConsoleSession };
  /** Undefined when there is none, or not any more. */
  find(id: string): ConsoleSession | undefined;
  /** Whether it is still open. Counts as use, like everything done with it. */
  use(key: string): boolean;
  end(key: string): void;
}

/** 256 bits in letters and digits. */
const idLength = 43;
/** The oldest goes when there are more: ids are not kept without bound for whoever signs in in a loop. */
const mostSessions = 1000;

/** Sessions in memory: none outlives the process. */
export function createSessions({ clock, random }: { readonly clock: Clock; readonly random: Pick<Random, 'token'> }) {
  const kept = new Map<string, { readonly session: ConsoleSession; readonly openedAt: Instant; usedAt: Instant }>();

  // Neither a clock that was set back nor a machine that slept makes a session last longer.
  const now = (): Instant => ({ wallMs: clock.now(), elapsedMs: clock.elapsed() });
  const sinceMs = ({ wallMs, elapsedMs }: Instant) => Math.max(clock.now() - wallMs, clock.elapsed() - elapsedMs);

  function use(key: string): boolean {
    const found = kept.get(key);
    if (!found) return false;
    if (sinceMs(found.openedAt) < sessionLimits.absoluteMs && sinceMs(found.usedAt) < sessionLimits.idleMs) {
      found.usedAt = now();
      return true;
    }
    kept.delete(key);
    return false;
  }

  const sessions: Sessions = {
    open({ name, role }) {
      const id = random.token(idLength);
      const openedAt = now();
      const session = { key: keyOf(id), name, role, expiresMs: openedAt.wallMs + sessionLimits.absoluteMs };
      kept.set(session.key, { session, openedAt, usedAt: openedAt });
      const [oldest] = kept.keys();
      if (kept.size > mostSessions && oldest !== undefined) kept.delete(oldest);
      return { id, session };
    },
    find(id) {
      const key = keyOf(id);
      return use(key) ? kept.get(key)?.session : undefined;
    },
    use,
    end: (key) => void kept.delete(key),
  };
  return sessions;
}

interface Instant {
  readonly wallMs: number;
  readonly elapsedMs: number;
}

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
