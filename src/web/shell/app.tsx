import { lazy, Suspense, useEffect, useRef } from 'react';
import { ConnectorDialogs } from '../connector/connector-dialogs.tsx';
import { DashboardPage } from '../dashboard/dashboard-page.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { useStore } from '../ui/use-store.ts';
import { LeaveQuestion } from './leave-question.tsx';
import { NoticeCorner } from './notice-corner.tsx';
import type { Route } from './route.ts';
import { TopBar } from './top-bar.tsx';
import { useConsole } from './use-console.ts';

// Fetched when they are opened: the first page stays small.
const ConnectorPage = lazy(async () => ({ default: (await import('../detail/connector-page.tsx')).ConnectorPage }));
const FormPage = lazy(async () => ({ default: (await import('../form/connector-form-page.tsx')).ConnectorFormPage }));

export function App() {
  const { signIn } = useConsole();
  const state = useStore(signIn.state);
  return (
    <>
      {state.state === 'unknown' && <p className="waiting">Connecting…</p>}
      {state.state === 'out' && <SignInPage message={state.message} />}
      {state.state === 'in' && <SignedIn />}
      <NoticeCorner />
      <LeaveQuestion />
    </>
  );
}

function SignedIn() {
  const { navigation, live, info, api, notices } = useConsole();
  const route = useStore(navigation.route);
  const main = useRef<HTMLElement>(null);
  const place = route.page === 'status' || route.page === 'new' ? route.page : `${route.page} ${route.id}`;
  const arrived = useRef(place);
  useEffect(() => live.start(), [live]);
  useEffect(() => {
    api.call('info').then(info.set, (error: unknown) => notices.failed('What can be collected is not known', error));
  }, [api, info, notices]);
  useEffect(() => {
    if (arrived.current === place) return;
    arrived.current = place;
    // As a page load would: at its beginning, for the eye and for the keyboard.
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return (
    <>
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), main.current?.focus())}>
        Skip to the content
      </a>
      <TopBar />
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<p className="waiting">Loading…</p>}>
          <Page key={place} route={route} />
        </Suspense>
      </main>
      <ConnectorDialogs />
    </>
  );
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'status':
      return <DashboardPage />;
    case 'connector':
      return <ConnectorPage id={route.id} tab={route.tab} />;
    case 'new':
      return route.clone === undefined ? <FormPage /> : <FormPage clone={route.clone} />;
    case 'edit':
      return <FormPage id={route.id} />;
  }
}
