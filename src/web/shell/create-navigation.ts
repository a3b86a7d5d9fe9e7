import { createStore, type Store } from '../ui/create-store.ts';
import { hrefOf, parseRoute, type Route } from './route.ts';

/** Which page is shown: the part of the address behind its #. */
export interface Navigation {
  readonly route: Pick<Store<Route>, 'get' | 'subscribe'>;
  go(route: Route): void;
  /** Where somebody wants to go while the page is guarded; undefined: nowhere. */
  readonly held: Pick<Store<string | undefined>, 'get' | 'subscribe'>;
  /** While it is on, leaving the page has to be confirmed. */
  guard(on: boolean): void;
  /** Answers the question: goes there, or stays. */
  leave(yes: boolean): void;
}

export function createNavigation(target: Window = window): Navigation {
  const route = createStore<Route>(parseRoute(target.location.hash));
  const held = createStore<string | undefined>(undefined);
  let shown = target.location.hash;
  let guarded = false;

  function show(): void {
    shown = target.location.hash;
    route.set(parseRoute(shown));
  }

  target.addEventListener('hashchange', () => {
    const wanted = target.location.hash;
    if (!guarded || wanted === shown) return show();
    // Without an event of its own: the page stays as it is.
    target.history.pushState(null, '', shown || '#/');
    held.set(wanted);
  });
  target.addEventListener('beforeunload', (event) => {
    if (guarded) event.preventDefault();
  });

  return {
    route,
    held,
    go: (next) => void (target.location.hash = hrefOf(next)),
    guard: (on) => void (guarded = on),
    leave(yes) {
      const wanted = held.get();
      held.set(undefined);
      if (!yes || wanted === undefined) return;
      guarded = false;
      target.location.hash = wanted || '#/';
    },
  };
}
