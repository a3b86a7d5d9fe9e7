import type { Clock, Logger } from '../../contract/index.ts';
import type { Console } from '../console/console.ts';
import type { ApiCall, ApiHandlers } from './api-call.ts';
import { createAttempts } from './attempts.ts';
import type { Authentication } from './authentication.ts';
import { commandHandlers } from './command-handlers.ts';
import { openApiDocument } from './open-api-document.ts';
import type { OverviewFeed } from './overview-feed.ts';
import { Refused } from './refused.ts';
import { statusCsv } from './status-csv.ts';
import { tooMany } from './too-many.ts';
import { whileSignedIn } from './while-signed-in.ts';

export interface ApiParts {
  readonly console: Console;
  readonly authentication: Authentication;
  readonly feed: OverviewFeed;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A connection test makes requests somewhere: at most so many a minute for each credential. */
const testsAMinute = 5;
/** Streams a session holds open at a time. */
const mostStreams = 8;
/** And all of them together: half the connections are left to whoever asks for something, probes among them. */
const mostStreamsTogether = 128;

export function apiHandlers(parts: ApiParts): ApiHandlers {
  return {
    ...sessionHandlers(parts),
    ...statusHandlers(parts),
    ...connectorHandlers(parts),
    ...stepHandlers(parts),
    ...commandHandlers(parts),
  };
}

function sessionHandlers({ authentication }: ApiParts) {
  return {
    signIn({ incoming, body, header }) {
      const { session, cookie } = authentication.signIn(incoming, body.token);
      header('set-cookie', cookie);
      return session;
    },
    session: ({ caller: { name, role, expiresAt } }) => ({ name, role, expiresAt }),
    signOut: ({ incoming, caller, header }) => header('set-cookie', authentication.signOut(incoming, caller)),
  } satisfies Partial<ApiHandlers>;
}

function statusHandlers({ console, feed }: ApiParts) {
  const streams = new Map<string, number>();

  async function* events({ caller, incoming }: ApiCall<'events'>) {
    const open = streams.get(caller.key) ?? 0;
    const together = [...streams.values()].reduce((sum, count) => sum + count, 0);
    if (open >= mostStreams || together >= mostStreamsTogether) {
      throw new Refused(429, { error: `${open >= mostStreams ? open : together} streams are open already` });
    }
    streams.set(caller.key, open + 1);
    try {
      // Whoever has gone is not waited for until there is something to tell them: they may come back at once, again and again.
      yield* feed.follow(() => !incoming.socket.destroyed && caller.stillSignedIn());
    } finally {
      const left = (streams.get(caller.key) ?? 1) - 1;
      if (left > 0) streams.set(caller.key, left);
      else streams.delete(caller.key);
    }
  }

  return {
    info: () => console.info(),
    openapi: () => openApiDocument(),
    status: () => console.overview(),
    statusCsv({ header }) {
      header('content-disposition', 'attachment; filename="collection-status.csv"');
      return statusCsv(console.overview());
    },
    events,
  } satisfies Partial<ApiHandlers>;
}

function connectorHandlers({ console, clock }: ApiParts) {
  const tests = createAttempts({ limit: testsAMinute, windowMs: 60_000, clock });
  const countTest = (name: string) => {
    tooMany(tests.waitMs(name), 'connection tests');
    tests.count(name);
  };

  return {
    connectors: async () => ({ connectors: [...(await console.connectors())] }),
    createConnectors: async ({ body, caller }) => ({ connectors: [...(await console.create(body, caller.name))] }),
    async connector({ id, header }) {
      const details = await console.connector(id);
      header('etag', details.etag);
      return details;
    },
    async updateConnector({ id, body, ifMatch, caller, header }) {
      const details = await console.update(id, body, ifMatch, caller.name);
      header('etag', details.etag);
      return details;
    },
    removeConnector: ({ id, body, caller }) => console.remove(id, body.confirm, caller.name),
    cloneConnector: ({ id, body, caller }) => console.clone(id, body.name, caller.name),
    check: ({ body }) => console.check(body),
    test({ body, caller, signal }) {
      countTest(caller.name);
      return whileSignedIn({ caller, clock, open: (until) => console.test(body, caller.name, until) }, signal);
    },
    testConnector({ id, caller, signal }) {
      countTest(caller.name);
      return whileSignedIn({ caller, clock, open: (until) => console.testConnector(id, caller.name, until) }, signal);
    },
  } satisfies Partial<ApiHandlers>;
}

function stepHandlers({ console }: ApiParts) {
  return {
    pause: ({ id, caller }) => console.pause(id, caller.name),
    resume: ({ id, caller }) => console.resume(id, caller.name),
    poll: ({ id, caller }) => console.pollNow(id, caller.name),
    checkpoint: ({ id }) => console.checkpoint(id),
    moveCheckpoint: ({ id, body, caller }) => console.moveCheckpoint(id, body, caller.name),
    records: ({ id, query }) => console.records(id, query.after),
    deadLetters: ({ id, query }) => console.deadLetters(id, query),
    sendDeadLetters: ({ id, body, caller }) => console.sendDeadLetters(id, body.ids, caller.name),
    discardDeadLetters: ({ id, body: { ids, confirm }, caller }) =>
      console.discardDeadLetters(id, { ids, confirm }, caller.name),
    gaps: ({ id }) => console.gaps(id),
    insights: ({ id }) => console.insights(id),
    timeline: async ({ id, query }) => ({ entries: [...(await console.timeline(id, query))] }),
    replay: ({ id }) => console.replay(id),
    startReplay: ({ id, body, caller }) => console.startReplay(id, body, caller.name),
    cancelReplay: ({ id, caller }) => console.cancelReplay(id, caller.name),
  } satisfies Partial<ApiHandlers>;
}
