import { findSecrets, filesBelow, shownOf, type Trace } from '../../end-to-end/secret-search.ts';
import { ask } from '../program.ts';
import type { Scene } from '../scene.ts';
import type { WatchedPage } from '../watched-page.ts';
import { keys } from './person.ts';

const secrets = { 'the wrong key': keys.wrong, 'the key': keys.right.key };

/** Everything of the API that may be read, of a connector and of all of them. */
const answers = ['/info', '/status', '/status.csv', '/connectors', '/openapi.json'];
const answersOfOne = ['', '/checkpoint', '/records', '/dead-letters', '/gaps', '/timeline', '/replay'];

/** Where a key that was entered can be found again, in any form: nowhere, one hopes. */
export async function seekKeys(scene: Scene, watched: WatchedPage): Promise<readonly string[]> {
  const { connectors } = JSON.parse(await ask(scene, 'GET', '/connectors')) as { connectors: { id: string }[] };
  const paths = [...answers, ...connectors.flatMap(({ id }) => answersOfOne.map((rest) => `/connectors/${id}${rest}`))];
  const read = await Promise.all(
    paths.map(async (path) => ({ where: path, bytes: Buffer.from(await ask(scene, 'GET', path)) })),
  );
  const { collector, directory, url } = scene;
  const probes = await Promise.all(['/metrics', '/readyz', '/healthz'].map(async (path) => fetched(`${url}${path}`)));
  const said = { where: 'the log', bytes: Buffer.from(collector.stderr() + collector.stdout()) };
  const page = { where: 'the page', bytes: Buffer.from(await watched.page.content()) };
  const traces = [
    ...(await watched.answers()),
    await watched.kept(),
    page,
    said,
    await firstEvent(scene),
    ...read,
    ...probes,
    ...filesBelow(directory),
    ...shownOf(collector.pid),
  ];
  return findSecrets(traces, secrets);
}

/** The search, tried on what the browser has sent: there it has to find both. */
export function seekKeysInRequests(watched: WatchedPage): readonly string[] {
  const found = findSecrets(watched.requests(), secrets);
  return Object.keys(secrets).filter((secret) => !found.some((each) => each.startsWith(`${secret} (plain)`)));
}

async function fetched(url: string): Promise<Trace> {
  return { where: url, bytes: Buffer.from(await (await fetch(url)).arrayBuffer()) };
}

/** What the stream begins with: everything there is. */
async function firstEvent({ url, token }: Scene): Promise<Trace> {
  const ending = new AbortController();
  const { body } = await fetch(`${url}/api/v1/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: ending.signal,
  });
  const { value } = (await body?.getReader().read()) ?? {};
  ending.abort();
  if (!value) throw new Error('the stream begins with nothing');
  return { where: '/events', bytes: Buffer.from(value) };
}
