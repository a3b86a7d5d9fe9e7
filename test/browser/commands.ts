import type { Page } from 'playwright-core';
import {
  believableHost,
  createTenantModel,
  demoKey,
  fault,
  isolatePath,
  seededRandom,
} from '../../src/testing/index.ts';
import { inaccessible } from './accessible.ts';
import { foreignElements } from './hostile/foreign-elements.ts';
import { badStops, sticksOut } from './look-closely.ts';
import type { PartTools } from './parts.ts';
import { openScene, type Scene } from './scene.ts';
import { type Story, tell } from './story.ts';
import { openWatchedPage, type WatchedPage } from './watched-page.ts';

const tokens = { operator: 'browser-story-operator-token', viewer: 'browser-story-viewer-token' } as const;
const hostile = '<img src=x onerror=alert(1)>';

/** An operator looks hosts up, isolates them, and sees what came of it; a viewer cannot. */
export async function runCommands({ browser, checks, pictures }: PartTools): Promise<void> {
  const scene = await openOffice();
  const [operator, viewer] = await Promise.all([openWatchedPage(browser), openWatchedPage(browser)]);
  const story = tell({ name: 'commands', page: operator.page, checks, pictures });
  try {
    await lookUp(story, operator.page, scene);
    await isolate(story, operator.page, scene);
    await doubt(story, operator.page, scene);
    await stopWaiting(story, operator.page, scene);
    await lookBack(story, operator.page);
    await onlyLook(tell({ name: 'commands, as viewer', page: viewer.page, checks, pictures }), viewer, scene);
    await story.review('nothing went wrong unseen', async () => [...operator.problems(), ...viewer.problems()]);
  } finally {
    await Promise.all([operator.close(), viewer.close()]);
    await scene.close();
  }
}

/** Two people, a connector whose key may change things, and one whose key may not. */
async function openOffice(): Promise<Scene> {
  const model = createTenantModel();
  const random = seededRandom(5);
  for (const [index, name] of ['pc-0815', 'srv-mail-01', hostile].entries()) {
    const host = believableHost(random, index, Date.now() - 60_000 * (index + 1));
    const isIsolated = { is_isolated: 'AGENT_UNISOLATED' };
    model.hosts.put({ ...host, endpoint_id: `host-${index}`, endpoint_name: name, ...isIsolated });
  }
  const access = Object.entries(tokens).map(([role, token]) => ({ name: `an ${role}`, role, token }));
  return openScene({
    tenant: { model },
    token: tokens.operator,
    settings: { web: { listen: '127.0.0.1:0', access } },
    connectors: (tenant) =>
      ['write', 'read'].map((commands) => ({
        id: `soc-${commands}`,
        source: 'xdr-incidents',
        server_url: tenant.url,
        api_key_id: demoKey.id,
        api_key: demoKey.key,
        key_type: 'standard',
        poll_interval: '1s',
        commands,
      })),
  });
}

const panel = (page: Page) => page.getByRole('region', { name: /Hosts/ });
const run = (page: Page) => page.getByRole('region', { name: 'Run', exact: true });
const history = (page: Page) => page.getByRole('region', { name: 'History of commands' });

async function openCommands(page: Page, { url }: Scene, connector: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${url}/#/connectors/${connector}/commands`);
  await page.getByRole('navigation', { name: 'Commands' }).waitFor();
}

async function choose(page: Page, command: string): Promise<void> {
  const list = page.getByRole('navigation', { name: 'Commands' });
  await list.getByRole('button', { name: new RegExp(`^${command}`) }).click();
  await page.getByRole('heading', { name: new RegExp(`^${command}`) }).waitFor();
}

async function lookUp({ step, look }: Story, page: Page, scene: Scene): Promise<void> {
  await step('the operator signs in and finds the command', async () => {
    await page.goto(scene.signInUrl);
    await page.getByRole('heading', { name: 'Collection Status' }).waitFor();
    await openCommands(page, scene, 'soc-write');
    await page.getByLabel('Find a command').fill('search');
    await choose(page, 'Search Hosts');
  });
  await look('axe finds nothing on the form', () => inaccessible(page));
  await look('every stop of the keyboard is seen', () => badStops(page));
  await step('looks hosts up, and sees them as rows, whatever they are called', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await run(page).getByText('Successful', { exact: false }).first().waitFor();
    const rows = run(page).getByRole('table').last();
    for (const name of ['pc-0815', 'srv-mail-01', hostile]) await rows.getByText(name).first().waitFor();
  });
  await look('a hostile name is text and nothing else', () => page.evaluate(foreignElements));
  await look('axe finds nothing on the result', () => inaccessible(page));
  await step('downloads the result', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      run(page).getByRole('link', { name: 'Download the result as JSON' }).click(),
    ]);
    if (!/^search-hosts-\w+\.json$/.test(download.suggestedFilename())) throw new Error(download.suggestedFilename());
  });
  await step('nothing sticks out of a narrow window', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    const wide = await sticksOut(page);
    await page.setViewportSize({ width: 1280, height: 720 });
    if (wide.length > 0) throw new Error(wide.join('\n'));
  });
}

async function isolate({ step, look }: Story, page: Page, { tenant }: Scene): Promise<void> {
  const isolations = () => tenant.requests.filter(({ path }) => path === isolatePath).length;
  await step('is told at once what is wrong with an input', async () => {
    await page.getByLabel('Find a command').fill('');
    await choose(page, 'Isolate Hosts');
    await page.getByRole('button', { name: 'Run…' }).click();
    await page.getByText('must name a host').waitFor();
  });
  await step('is told in words what will be done, and confirms it with the id of the connector', async () => {
    await page.getByLabel('Host Names').fill('pc-0815\nsrv-mail-01');
    await panel(page).getByText('Isolate 2 endpoints: pc-0815, srv-mail-01').waitFor();
    await page.getByRole('button', { name: 'Run…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Isolate 2 endpoints: pc-0815, srv-mail-01').waitFor();
    await dialog.getByLabel(/^Type/).fill('soc-read');
    if (await dialog.getByRole('button', { name: 'Run' }).isEnabled()) throw new Error('with a wrong id it can be run');
  });
  await look('axe finds nothing on the question', () => inaccessible(page));
  await step('runs it, once', async () => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Type/).fill('soc-write');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await run(page).getByText('Key fields').waitFor();
    await run(page).getByText('action_id', { exact: true }).waitFor();
    if (isolations() !== 1) throw new Error(`it was sent ${isolations()} times`);
  });
}

/** The answer to a change gets lost on the way. */
async function doubt({ step, look }: Story, page: Page, { tenant }: Scene): Promise<void> {
  await step('is warned where nobody knows whether it was done, and sees which input failed for certain', async () => {
    tenant.faults.add(fault.at(isolatePath, fault.reset('after')));
    await page.getByLabel('Host Names').fill(`${hostile}\nnobody-here`);
    await page.getByRole('button', { name: 'Run…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Type/).fill('soc-write');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('alert').getByText('It is not known whether this was done.').waitFor();
    await run(page)
      .getByRole('region', { name: 'What failed of Isolate Hosts' })
      .getByText('nobody-here', { exact: true })
      .waitFor();
    tenant.faults.clear();
  });
  await look('axe finds nothing on it', () => inaccessible(page));
}

/** A script has been accepted, and nobody says how far it is. */
async function stopWaiting({ step, look }: Story, page: Page, { tenant }: Scene): Promise<void> {
  await step('has what waits stopped, and is told that it goes on and how to find out', async () => {
    tenant.faults.add(fault.at('/public_api/v1/actions/get_action_status', fault.hang()));
    await choose(page, 'Run Script');
    await page.getByRole('button', { name: 'Fill in the example' }).click();
    await page.getByLabel('Host Names').fill('pc-0815');
    await page.getByRole('button', { name: 'Run…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Type/).fill('soc-write');
    await dialog.getByRole('button', { name: 'Run' }).click();
    await run(page).getByText('what has been sent goes on').waitFor();
    await run(page).getByRole('button', { name: 'Stop' }).click();
    await run(page).getByText('an operator had it stopped.').waitFor();
    await page.getByRole('alert').getByText('get-action-status').waitFor();
    tenant.faults.clear();
  });
  await look('axe finds nothing on it', () => inaccessible(page));
}

async function lookBack({ step, look }: Story, page: Page): Promise<void> {
  await step('finds it all in the history: who, when, and with what', async () => {
    const entries = history(page).getByRole('listitem');
    await entries.nth(2).waitFor();
    const first = entries.filter({ hasText: 'Isolate 2 endpoints: pc-0815, srv-mail-01' });
    await first.getByText('an operator, in the console').waitFor();
    await first.locator('summary').first().click();
    await first.getByText('"srv-mail-01"').waitFor();
  });
  await look('axe finds nothing on the history', () => inaccessible(page));
  await step('takes an input of it again', async () => {
    const first = history(page).getByRole('listitem').filter({ hasText: 'Isolate 2 endpoints: pc-0815, srv-mail-01' });
    await first.getByRole('button', { name: 'Use this input again' }).click();
    const names = await page.getByLabel('Host Names').inputValue();
    if (names !== 'pc-0815\nsrv-mail-01') throw new Error(names);
  });
}

async function onlyLook({ step, look }: Story, { page }: WatchedPage, scene: Scene): Promise<void> {
  await step('sees which commands there are, and cannot run one', async () => {
    await page.goto(`${scene.url}/#token=${tokens.viewer}`);
    await page.getByRole('heading', { name: 'Collection Status' }).waitFor();
    await openCommands(page, scene, 'soc-write');
    await choose(page, 'Isolate Hosts');
    await page.getByText('Only an operator can run commands.').waitFor();
    if (await page.getByRole('button', { name: 'Run…' }).isEnabled()) throw new Error('the button can be pressed');
    if ((await history(page).count()) > 0) throw new Error('the history is shown');
  });
  await look('axe finds nothing on it', () => inaccessible(page));
  await step('nor by another way', async () => {
    const status = await page.evaluate(async () => {
      const headers = { 'content-type': 'application/json', 'x-cortex-otel': '1' };
      const body = JSON.stringify({ command: 'search-hosts', input: {} });
      return (await fetch('api/v1/connectors/soc-write/calls', { method: 'POST', headers, body })).status;
    });
    if (status !== 403) throw new Error(`it was answered with ${status}`);
  });
  await step('a connector that allows reading only says so of what changes something', async () => {
    await openCommands(page, scene, 'soc-read');
    await page.getByRole('button', { name: 'Isolate Hosts off', exact: true }).waitFor();
    await choose(page, 'Search Hosts');
  });
}
