import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import type { Role } from '../../../src/api/role.ts';
import { startWeb, type WebParts } from '../../../src/host/web/start-web.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { temporaryDirectory } from '../state/state-tools.ts';
import { statusReport } from '../status-reports.ts';
import { madeUpConsole } from './made-up-console.ts';

export interface Asked {
  readonly method?: string;
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Asks as a program that has this role. */
  readonly as?: Role;
  /** Asks as a page of the console that has this cookie. */
  readonly cookie?: string;
}

export interface Told {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The body, as JSON. */
  json(): unknown;
}

/** A console on loopback, over a hand-made {@link madeUpConsole} where no other is given, that time stands still for. */
export async function serveConsole(changes: Partial<WebParts> = {}) {
  const directory = temporaryDirectory();
  mkdirSync(directory.path, { mode: 0o700 });
  const clock = createVirtualClock(testStartMs);
  const lines: { readonly event: string; readonly fields: Readonly<Record<string, unknown>> }[] = [];
  const log = (fields: Readonly<Record<string, unknown>>, event: string) => void lines.push({ event, fields });
  const web = await startWeb({
    listen: { host: '127.0.0.1', port: 0 },
    hosts: [],
    tls: undefined,
    access: (['viewer', 'operator', 'admin'] as const).map((role) => ({
      name: `a ${role}`,
      role,
      token: tokens[role],
    })),
    console: madeUpConsole(),
    stateDirectory: directory.path,
    status: () => statusReport([]),
    metricsText: async () => 'up 1\n',
    clock,
    random: seededRandom(7),
    logger: { debug: log, info: log, warn: log, error: log },
    ...changes,
  });
  const { port } = new URL(web.url);

  function request(path: string, asked: Asked = {}): ClientRequest {
    const { method = 'GET', body } = asked;
    const secure = changes.tls !== undefined;
    const sent = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body);
    const host = `localhost:${port}`;
    const open = (secure ? tlsRequest : httpRequest)({
      ...(secure && { rejectUnauthorized: false }),
      host: '127.0.0.1',
      port,
      path,
      method,
      agent: false,
      headers: {
        host,
        ...(sent && { 'content-length': Buffer.byteLength(sent) }),
        ...whoAsks(asked, `${secure ? 'https' : 'http'}://${host}`),
        ...asked.headers,
      },
    });
    // One that is refused before all of it was sent ends in a reset.
    open.on('error', () => {});
    return open.end(sent);
  }

  /** The beginning of an answer, which goes on as it is read. */
  async function open(path: string, asked?: Asked): Promise<IncomingMessage> {
    const [answer] = (await once(request(path, asked), 'response')) as [IncomingMessage];
    return answer;
  }

  async function ask(path: string, asked?: Asked): Promise<Told> {
    const answer = await open(path, asked);
    const body = await text(answer);
    return { status: answer.statusCode ?? 0, headers: answer.headers, body, json: () => JSON.parse(body) as unknown };
  }

  /** Signs in with a token; the cookie to send from then on. */
  async function signIn(token: string): Promise<string> {
    const { headers } = await ask('/api/v1/session', { method: 'POST', body: { token } });
    return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  }

  return {
    web,
    clock,
    lines,
    directory: directory.path,
    open,
    ask,
    signIn,
    async close() {
      await web.close();
      if (existsSync(directory.path)) directory.remove();
    },
  };
}

/** What a page of this console sends along, or a program. */
function whoAsks({ method = 'GET', as, cookie }: Asked, origin: string): Readonly<Record<string, string>> {
  const changing = method !== 'GET' && method !== 'HEAD';
  return {
    ...(changing && { 'content-type': 'application/json', 'x-cortex-otel': '1' }),
    ...(as ? { authorization: `Bearer ${tokens[as].reveal()}` } : { 'sec-fetch-site': 'same-origin' }),
    ...(!as && changing && { origin }),
    ...(cookie && { cookie }),
  };
}

export type ServedConsole = Awaited<ReturnType<typeof serveConsole>>;

export const tokens: Readonly<Record<Role, Secret>> = {
  viewer: new Secret('CANARY-viewer-token-of-a-test'),
  operator: new Secret('CANARY-operator-token-of-a-test'),
  admin: new Secret('CANARY-admin-token-of-a-test'),
};
