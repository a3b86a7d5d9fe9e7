import type { Problem } from '../../api/problem.ts';
import type { ApiRouteName } from '../../api/routes.ts';
import { ApiError } from './api-error.ts';
import type { ApiAnswer, ApiArguments } from './api-input.ts';
import { jsonLines } from './json-lines.ts';
import { routeAddresses } from './route-addresses.ts';

/** Names of routes that answer with lines of JSON. */
type LinesRoute = 'test' | 'testConnector' | 'runCommand';
/** Names of routes that are followed as a link. */
type DownloadRoute = 'callResult' | 'callFile';

/** The collector's API. Everything rejects with {@link ApiError}, and with an AbortError when `signal` is aborted. */
export interface Api {
  call<N extends Exclude<ApiRouteName, LinesRoute | DownloadRoute>>(
    name: N,
    ...input: ApiArguments<N>
  ): Promise<ApiAnswer<N>>;
  /** The lines of the answer as they arrive. */
  lines<N extends LinesRoute>(name: N, ...input: ApiArguments<N>): AsyncIterable<ApiAnswer<N>>;
}

interface AnyInput {
  readonly id?: string;
  readonly call?: string;
  readonly query?: object;
  readonly body?: unknown;
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

/** `onSignedOut` is called whenever an answer says that nobody is signed in. */
export function createApi(onSignedOut: () => void, base = 'api/v1'): Api {
  async function send(name: ApiRouteName, input: AnyInput = {}): Promise<Response> {
    const { method, url } = addressOf(name, input, base);
    const headers: Record<string, string> = { 'x-cortex-otel': '1', accept: 'application/json' };
    if (method !== 'GET') headers['content-type'] = 'application/json';
    if (input.ifMatch !== undefined) headers['if-match'] = input.ifMatch;
    const response = await fetch(url, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      ...(input.signal && { signal: input.signal }),
    }).catch(unreachable);
    if (response.ok) return response;
    if (response.status === 401) onSignedOut();
    throw await errorOf(response);
  }

  return {
    async call(name, ...[input]) {
      const response = await send(name, input);
      const body: unknown = response.status === 204 ? undefined : await response.json();
      // The server's tests hold its answers to the schema this type comes from.
      return body as ApiAnswer<typeof name>;
    },
    async *lines(name, ...[input]) {
      const { body } = await send(name, input);
      if (body) yield* jsonLines<ApiAnswer<typeof name>>(body);
    },
  };
}

function addressOf(name: ApiRouteName, { id, call, query }: AnyInput, base: string): { method: string; url: string } {
  const [method = '', path = ''] = routeAddresses[name].split(' ');
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  const url = `${base}${path
    .replace('{id}', () => encodeURIComponent(id ?? ''))
    .replace('{call}', () => encodeURIComponent(call ?? ''))}`;
  return { method, url: search === '' ? url : `${url}?${search}` };
}

function unreachable(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  throw new ApiError(0, { error: 'The collector cannot be reached.', remedy: 'Check that it runs, and the network.' });
}

async function errorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body: unknown = await response.json().catch(() => undefined);
  const problem = isProblem(body) ? body : { error: `The collector answered with ${response.status}.` };
  return new ApiError(response.status, problem, Number.isNaN(retryAfter) ? undefined : retryAfter);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string';
}
