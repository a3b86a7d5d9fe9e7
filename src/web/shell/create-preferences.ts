import { createStore, type Store } from '../ui/create-store.ts';

/** What a person has chosen in this browser. No secret is ever among it. */
export interface Chosen {
  readonly theme: 'system' | 'light' | 'dark';
  readonly times: 'utc' | 'local';
  /** Whether single letters do something. */
  readonly shortcuts: boolean;
}

export interface Preferences {
  readonly chosen: Pick<Store<Chosen>, 'get' | 'subscribe'>;
  choose(change: Partial<Chosen>): void;
}

const key = 'cortex-otel';
const defaults: Chosen = { theme: 'system', times: 'utc', shortcuts: true };

/** Kept where there is a place for it; a browser that forbids it forgets. */
export function createPreferences(storage: Pick<Storage, 'getItem' | 'setItem'>): Preferences {
  const chosen = createStore(kept(storage));
  return {
    chosen,
    choose(change) {
      chosen.set({ ...chosen.get(), ...change });
      try {
        storage.setItem(key, JSON.stringify(chosen.get()));
      } catch {
        // Full or forbidden: it holds until the page is closed.
      }
    },
  };
}

function kept(storage: Pick<Storage, 'getItem'>): Chosen {
  try {
    const found: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    const { theme, times, shortcuts } = (found ?? {}) as Partial<Record<keyof Chosen, unknown>>;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : defaults.theme,
      times: times === 'local' ? times : defaults.times,
      shortcuts: shortcuts !== false,
    };
  } catch {
    return defaults;
  }
}
