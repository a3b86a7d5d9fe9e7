import { createContext } from 'react';
import { type Api, createApi } from '../api/create-api.ts';
import { createOverviewStore, type OverviewStore } from '../live/create-overview-store.ts';
import { createServerClock, type ServerClock } from '../live/create-server-clock.ts';
import { createSignIn, type SignIn } from '../session/create-sign-in.ts';
import { createNavigation, type Navigation } from './create-navigation.ts';
import { createNotices, type Notices } from './create-notices.ts';
import { createPreferences, type Preferences } from './create-preferences.ts';

/** What every page works with. */
export interface ConsoleParts {
  readonly api: Api;
  readonly signIn: SignIn;
  readonly overview: OverviewStore;
  readonly clock: ServerClock;
  readonly navigation: Navigation;
  readonly notices: Notices;
  readonly preferences: Preferences;
}

export const ConsoleContext = createContext<ConsoleParts | undefined>(undefined);

export function createConsoleParts(): ConsoleParts {
  const api = createApi(() => signIn.signedOut());
  const signIn = createSignIn(api);
  const clock = createServerClock();
  return {
    api,
    signIn,
    clock,
    overview: createOverviewStore(clock),
    navigation: createNavigation(),
    notices: createNotices(),
    preferences: createPreferences(window.localStorage),
  };
}
