/*
 * Makes the pictures of the console that the documents show, in docs/images: a collector between a tenant whose day is
 * believable and an endpoint, looked at in Chromium. Takes about a minute, so that there is something to see.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createBelievableDay, createTenantModel, demoKey, type JsonObject } from '../src/testing/index.ts';
import { launchChromium } from '../test/browser/launch-chromium.ts';
import { ask, formFor } from '../test/browser/program.ts';
import { openScene, type Scene } from '../test/browser/scene.ts';

const directory = join(import.meta.dirname, '../docs/images');
const window = { width: 1200, height: 950 };
/** As many polls as a heartbeat shows, and some. */
const watchedMs = 60_000;

async function takeAll(browser: Browser, scene: Scene): Promise<void> {
  await settle(scene);
  const context = await browser.newContext({ viewport: window, reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(scene.signInUrl);
  await takeForm(page, scene);
  await page.waitForTimeout(watchedMs);
  await takeDashboard(page, scene);
  await takeDetail(page);
  await takeCommands(page, scene);
}

/** Connectors that stand differently. */
async function settle(scene: Scene): Promise<void> {
  const add = async (name: string, changes: Parameters<typeof formFor>[1] = {}) => {
    const settings = { poll_interval: '1s', ...changes.settings };
    await ask(scene, 'POST', '/connectors', formFor(scene, { ...changes, name, settings }));
  };
  await add('SOC EU', { settings: { commands: 'write' } });
  await add('SOC EU audit', { sources: ['xsoar-audit'] });
  await add('SOC US', { settings: { api_key: 'expired-'.repeat(8) } });
  const nobodyThere = {
    endpoint: 'http://127.0.0.1:9',
    encoding: 'json',
    compression: 'none',
    authorization: undefined,
  } as const;
  await add('SOC Asia', { destination: nobodyThere });
  await add('Lab', { sources: ['xsoar-audit'] });
  await ask(scene, 'POST', '/connectors/lab/pause');
}

async function takeForm(page: Page, { tenant, url }: Scene): Promise<void> {
  await page.goto(`${url}/#/new`);
  await page.getByLabel(/^Connector name/).fill('SOC Nordwind');
  await page.getByRole('checkbox', { name: 'Cortex XDR incidents' }).check();
  await page.getByRole('checkbox', { name: 'Cortex XSOAR audit logs' }).check();
  await page.getByRole('textbox', { name: /^FQDN/ }).fill('nordwind.xdr.eu.paloaltonetworks.com');
  await page.getByLabel(/^API key ID/).fill('12');
  const key = page.getByLabel(/^API key( \(required\))?$/);
  await key.fill('copied-wrong-'.repeat(5));
  await page.getByText('Connects to').waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(directory, 'form.png') });

  await page.getByRole('checkbox', { name: 'Cortex XSOAR audit logs' }).uncheck();
  await page.getByRole('radio', { name: 'Server URL' }).check();
  await page.getByRole('textbox', { name: /^Server URL/ }).fill(tenant.url);
  await page.getByLabel(/^API key ID/).fill(demoKey.id);
  await page.getByRole('button', { name: 'Test Connection' }).click();
  const panel = page.getByRole('region', { name: 'Connection test' });
  const takePanel = async (name: string) => {
    await page.evaluate(() => document.querySelector('.form-actions')?.scrollIntoView());
    const actions = await page.locator('.form-actions').boundingBox();
    const report = await panel.boundingBox();
    if (!actions || !report) throw new Error('there is no report');
    const [y, height] = [actions.y - 12, report.y + report.height - actions.y + 24];
    await page.screenshot({ path: join(directory, name), clip: { x: 0, y, width: 740, height } });
  };
  await panel.getByText('Connection failed', { exact: true }).waitFor();
  await takePanel('failed-test.png');
  await key.fill(demoKey.key);
  await page.getByRole('button', { name: 'Test Connection' }).click();
  await panel.getByText('Connection successful', { exact: true }).waitFor();
  await takePanel('successful-test.png');
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Leave' }).click();
}

async function takeDashboard(page: Page, { url }: Scene): Promise<void> {
  await page.goto(`${url}/#/`);
  await page.getByRole('combobox', { name: /^Show/ }).selectOption('all');
  await page.getByText('Lab', { exact: true }).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(directory, `dashboard-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function takeDetail(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'SOC EU', exact: true }).click();
  await page.getByRole('link', { name: 'Live records' }).click();
  await page.locator('.records summary').nth(8).waitFor();
  await page.locator('.records summary').first().click();
  await page.screenshot({ path: join(directory, 'detail.png') });
}

/** A host is looked up and isolated: the result, with a name that is nobody's, and the history. */
async function takeCommands(page: Page, { tenant, url }: Scene): Promise<void> {
  const isReady = (host: JsonObject) => host['is_isolated'] === 'AGENT_UNISOLATED';
  const names = tenant.model.hosts
    .visible(Date.now())
    .filter(isReady)
    .map((host) => host['endpoint_name'])
    .filter((name) => typeof name === 'string');
  const [own = ''] = names.filter((name) => names.indexOf(name) === names.lastIndexOf(name));
  await page.goto(`${url}/#/connectors/soc-eu/commands`);
  await page.getByRole('button', { name: 'Search Hosts', exact: true }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Successful').first().waitFor();
  await page.getByRole('button', { name: 'Isolate Hosts', exact: true }).click();
  await page.getByLabel('Host Names').fill(`${own}\npc-9999`);
  await page.getByRole('button', { name: 'Run…' }).click();
  await page.getByLabel(/^Type/).fill('soc-eu');
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click();
  await page.getByText('What failed').waitFor();
  await page.setViewportSize({ ...window, height: 1250 });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(directory, 'commands.png') });
}

mkdirSync(directory, { recursive: true });
const model = createTenantModel();
const day = createBelievableDay({ model });
day.fill(Date.now());
const over = new AbortController();
const clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  sleep: async (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
};
const changing = day.keepChanging(clock, 400, over.signal);
const browser = await launchChromium();
const scene = await openScene({ tenant: { model } });
try {
  await takeAll(browser, scene);
} finally {
  over.abort();
  await Promise.all([changing, browser.close(), scene.close()]);
}
