import { createContext } from 'react';
import type { ConsoleInfo } from '../../api/console-info.ts';
import { type Api, createApi } from '../api/create-api.ts';
import type { ConnectorDialog } from '../connector/connector-dialog.ts';
import { type DashboardView, initialView } from '../dashboard/visible-connectors.ts';
import { createLive, type Live } from '../live/create-live.ts';
import { createOverviewStore, type OverviewStore } from '../live/create-overview-store.ts';
import { createServerClock, type ServerClock } from '../live/create-server-clock.ts';
import { createSignIn, type SignIn } from '../session/create-sign-in.ts';
import { createStore, type Store } from '../ui/create-store.ts';
import { createNavigation, type Navigation } from './create-navigation.ts';
import { createNotices, type Notices } from './create-notices.ts';
import { createPreferences, type Preferences } from './create-preferences.ts';

/** What every page works with. */
export interface ConsoleParts {
  readonly api: Api;
  readonly signIn: SignIn;
  readonly overview: OverviewStore;
  readonly live: Live;
  /** Undefined until it has been fetched. */
  readonly info: Store<ConsoleInfo | undefined>;
  /** What the dashboard shows of all there is: kept while other pages are looked at. */
  readonly view: Store<DashboardView>;
  /** The dialog about a connector that is open. */
  readonly dialog: Store<ConnectorDialog | undefined>;
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
  const overview = createOverviewStore(clock);
  return {
    api,
    signIn,
    clock,
    overview,
    live: createLive(api, overview),
    info: createStore<ConsoleInfo | undefined>(undefined),
    view: createStore(initialView),
    dialog: createStore<ConnectorDialog | undefined>(undefined),
    navigation: createNavigation(),
    notices: createNotices(),
    preferences: createPreferences(window.localStorage),
  };
}
