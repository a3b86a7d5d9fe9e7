import type { Role } from '../../api/role.ts';
import type { Session } from '../../api/session.ts';
import { ApiError, problemOf } from '../api/api-error.ts';
import type { Api } from '../api/create-api.ts';
import { createStore, type Store } from '../ui/create-store.ts';

/** Whether somebody is signed in, as far as the page knows. */
export type SignInState =
  | { readonly state: 'unknown' }
  | { readonly state: 'out'; readonly message: string | undefined }
  | { readonly state: 'in'; readonly session: Session };

export interface SignIn {
  readonly state: Pick<Store<SignInState>, 'get' | 'subscribe'>;
  /** Exchanges the token of a sign-in link, which is gone from the address at once; else asks who is signed in. */
  start(): Promise<void>;
  /** Rejects with ApiError. */
  enter(token: string): Promise<void>;
  leave(): Promise<void>;
  /** The server said that nobody is. */
  signedOut(): void;
}

export function createSignIn(api: Api): SignIn {
  const state = createStore<SignInState>({ state: 'unknown' });

  async function enter(token: string): Promise<void> {
    state.set({ state: 'in', session: await api.call('signIn', { body: { token } }) });
  }

  async function start(): Promise<void> {
    const token = takeToken();
    try {
      if (token) await enter(token);
      else state.set({ state: 'in', session: await api.call('session') });
    } catch (error) {
      const expected = token === undefined && error instanceof ApiError && error.status === 401;
      state.set({ state: 'out', message: expected ? undefined : problemOf(error).error });
    }
  }

  window.addEventListener('hashchange', () => {
    if (window.location.hash.startsWith(linkStart)) void start();
  });

  return {
    state,
    start,
    enter,
    async leave() {
      await api.call('signOut');
      state.set({ state: 'out', message: 'You are signed out.' });
    },
    signedOut() {
      if (state.get().state === 'in') state.set({ state: 'out', message: 'The session has ended. Sign in again.' });
    },
  };
}

const linkStart = '#token=';

/** The token of a sign-in link. It must stay neither in the address nor in the history. */
function takeToken(): string | undefined {
  const { hash } = window.location;
  if (!hash.startsWith(linkStart)) return undefined;
  window.history.replaceState(null, '', '#/');
  return decoded(hash.slice(linkStart.length));
}

/** What is cut or mistyped is a token nobody has, and is told as one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const ranks: Readonly<Record<Role, number>> = { viewer: 0, operator: 1, admin: 2 };

/** Whether whoever is signed in may do what needs a role. The server decides; the page only does not offer it. */
export function may(state: SignInState, needed: Role): boolean {
  return state.state === 'in' && ranks[state.session.role] >= ranks[needed];
}
