import type { Page } from 'playwright-core';
import type { Scene } from './scene.ts';

/** Somewhere to be in the console: a page, a tab, a dialog. */
export interface Place {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
}

/** Where a connector has something to show: one that works, one that rests and has records set aside. */
export interface Residents {
  readonly working: string;
  readonly resting: string;
}

const tabs = ['overview', 'records', 'history', 'insights', 'timeline', 'configuration', 'metrics'] as const;

/** Every place of the console, each opened anew. */
export function places({ url }: Scene, { working, resting }: Residents): readonly Place[] {
  const at = (hash: string, found: (page: Page) => Promise<void>) => async (page: Page) => {
    await page.goto('about:blank');
    await page.goto(`${url}/#/${hash}`);
    await found(page);
    // What is fetched is there.
    await page.waitForFunction(() => !document.querySelector('.waiting'));
  };
  const button = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();
  const dialog = (hash: string, open: (page: Page) => Promise<void>) =>
    at(hash, async (page) => {
      await open(page);
      await page.getByRole('dialog').waitFor();
    });
  const tab = (id: string, name: string) =>
    at(`connectors/${id}/${name}`, (page) => page.locator(`nav a[aria-current=page][href$="/${name}"]`).waitFor());
  const command = (id: string, title: string) => at(`connectors/${id}/commands`, (page) => chooseCommand(page, title));
  return [
    { name: 'dashboard', open: at('', showAll) },
    { name: 'menu of a connector', open: at('', async (page) => (await showAll(page), openMenu(page))) },
    { name: 'settings', open: at('', button(/▾/)) },
    { name: 'keys', open: dialog('', button('Keys')) },
    { name: 'new connector', open: at('new', (page) => page.getByRole('button', { name: 'Save' }).waitFor()) },
    {
      name: 'edit',
      open: at(`connectors/${working}/edit`, (page) => page.getByRole('button', { name: 'Save' }).waitFor()),
    },
    ...tabs.map((name) => ({ name, open: tab(working, name) })),
    { name: 'commands', open: tab(working, 'commands') },
    { name: 'a command', open: command(working, 'Search Hosts') },
    {
      name: 'confirming a command',
      open: dialog(`connectors/${working}/commands`, async (page) => {
        await chooseCommand(page, 'Isolate Hosts');
        await page.getByRole('button', { name: 'Fill in the example' }).click();
        await button('Run…')(page);
      }),
    },
    { name: 'checkpoint', open: tab(working, 'checkpoint') },
    { name: 'checkpoint of a paused one', open: tab(resting, 'checkpoint') },
    { name: 'dead letters', open: tab(resting, 'dead-letters') },
    { name: 'connection test', open: dialog(`connectors/${working}/overview`, button('Test connection')) },
    { name: 'setting a checkpoint', open: dialog(`connectors/${resting}/checkpoint`, button('Set to a time…')) },
    { name: 'forgetting a checkpoint', open: dialog(`connectors/${resting}/checkpoint`, button('Forget…')) },
    {
      name: 'discarding dead letters',
      open: dialog(`connectors/${resting}/dead-letters`, async (page) => {
        await page.getByLabel('All shown').check();
        await button('Discard…')(page);
      }),
    },
    {
      name: 'deleting',
      open: dialog(`connectors/${resting}/overview`, async (page) => {
        await openMenu(page);
        await page.getByRole('menuitem', { name: 'Delete…' }).click();
      }),
    },
  ];
}

async function showAll(page: Page): Promise<void> {
  await page.getByRole('table', { name: 'Connectors' }).waitFor();
  await page.getByRole('combobox', { name: /^Show/ }).selectOption('all');
}

async function chooseCommand(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click();
  await page.getByRole('heading', { name: new RegExp(`^${title}`) }).waitFor();
}

async function openMenu(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^Actions for/ })
    .first()
    .click();
  await page.getByRole('menu').waitFor();
}
