import type { IncomingMessage } from 'node:http';
import type { Role } from '../../api/role.ts';
import type { Session } from '../../api/session.ts';
import type { Clock, Logger, Random } from '../../contract/index.ts';
import type { Credential } from '../config/configuration.ts';
import { createAttempts } from './attempts.ts';
import { createCredentials } from './credentials.ts';
import { Refused } from './refused.ts';
import { createSessions } from './sessions.ts';
import { tooMany } from './too-many.ts';

/** Who asks. */
export interface Caller {
  /** Of the credential: what the timeline shows. */
  readonly name: string;
  readonly role: Role;
  /** What a session is counted under; of a program, its credential. */
  readonly key: string;
  /** Null: a program's token, which lasts as long as the configuration names it. */
  readonly expiresAt: string | null;
  /** Whether the session is still open. Counts as use of it. */
  stillSignedIn(): boolean;
}

export interface Authentication {
  /**
   * Opens a session; `cookie` is the value of Set-Cookie.
   * @throws Refused 401 when nobody has this token, 429 when the address has tried too often.
   */
  signIn(incoming: IncomingMessage, token: string): { readonly session: Session; readonly cookie: string };
  /** Ends the session and what it streams; the value of Set-Cookie that removes the cookie. */
  signOut(incoming: IncomingMessage, caller: Caller): string;
  /** @throws Refused 401 when nobody is signed in, 429 when the address has shown too many tokens nobody has. */
  callerOf(incoming: IncomingMessage): Caller;
}

export interface AuthenticationParts {
  readonly access: readonly Credential[];
  /** Whether the browser reaches us over TLS. */
  readonly secure: boolean;
  readonly clock: Clock;
  readonly random: Pick<Random, 'token'>;
  readonly logger: Logger;
}

const minuteMs = 60_000;
/** Sign-ins a minute from one address, right ones too; tokens of programs, only wrong ones. */
const limits = { signIn: 5, wrongBearer: 60 };

export function createAuthentication({ access, secure, clock, random, logger }: AuthenticationParts): Authentication {
  const credentials = createCredentials(access);
  const sessions = createSessions({ clock, random });
  const signIns = createAttempts({ limit: limits.signIn, windowMs: minuteMs, clock });
  const wrongBearers = createAttempts({ limit: limits.wrongBearer, windowMs: minuteMs, clock });
  const cookie = sessionCookie(secure);

  function program(token: string, address: string): Caller {
    tooMany(wrongBearers.waitMs(address), 'tokens that nobody has');
    const found = credentials.find(token);
    if (found) return { ...found, key: `credential ${found.name}`, expiresAt: null, stillSignedIn: () => true };
    wrongBearers.count(address);
    throw notSignedIn();
  }

  function browser(id: string): Caller {
    const session = sessions.find(id);
    if (!session) throw notSignedIn();
    const { name, role, key, expiresMs } = session;
    return { name, role, key, expiresAt: timeOf(expiresMs), stillSignedIn: () => sessions.use(key) };
  }

  return {
    signIn(incoming, token) {
      const address = addressOf(incoming);
      tooMany(signIns.waitMs(address), 'sign-ins');
      signIns.count(address);
      const found = credentials.find(token);
      if (!found) {
        logger.warn({ address }, 'a sign-in was refused');
        throw new Refused(401, { error: 'nobody has this token', remedy: 'Look it up again, and paste all of it.' });
      }
      const before = cookie.read(incoming);
      const replaced = before === undefined ? undefined : sessions.find(before);
      if (replaced) sessions.end(replaced.key);
      const { id, session } = sessions.open(found);
      const { name, role } = session;
      logger.info({ address, name, role }, 'signed in');
      return { session: { name, role, expiresAt: timeOf(session.expiresMs) }, cookie: cookie.holding(incoming, id) };
    },
    signOut(incoming, { key, name }) {
      sessions.end(key);
      logger.info({ name }, 'signed out');
      return cookie.removing(incoming);
    },
    callerOf(incoming) {
      const [, token] = /^bearer +(\S+)$/i.exec(incoming.headers.authorization ?? '') ?? [];
      if (token !== undefined) return program(token, addressOf(incoming));
      const id = incoming.headers.authorization === undefined ? cookie.read(incoming) : undefined;
      if (id === undefined) throw notSignedIn();
      return browser(id);
    },
  };
}

/**
 * The cookie of a session. Without TLS a browser takes neither `Secure` nor the prefix that needs it; then only this
 * machine reaches us. Browsers do not tell ports apart, so the name does: two collectors on one machine are two sessions.
 */
function sessionCookie(secure: boolean) {
  const nameFor = ({ socket }: IncomingMessage) =>
    secure ? '__Host-cortex-otel' : `cortex_otel_session_${socket.localPort}`;
  const rules = `; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    holding: (incoming: IncomingMessage, id: string) => `${nameFor(incoming)}=${id}${rules}`,
    removing: (incoming: IncomingMessage) => `${nameFor(incoming)}=; Max-Age=0${rules}`,
    read(incoming: IncomingMessage): string | undefined {
      const name = nameFor(incoming);
      const pairs = (incoming.headers.cookie ?? '').split(';').map((pair) => pair.trim());
      return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
    },
  };
}

function notSignedIn(): Refused {
  return new Refused(401, { error: 'sign in first' }, { 'www-authenticate': 'Bearer' });
}

function addressOf({ socket }: IncomingMessage): string {
  return socket.remoteAddress ?? '';
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
