import type { Page } from 'playwright-core';
import { inaccessible } from './accessible.ts';
import type { PartTools } from './parts.ts';
import { ask, formFor } from './program.ts';
import { openScene, type Scene } from './scene.ts';
import { type Story, tell } from './story.ts';
import { openWatchedPage } from './watched-page.ts';

const anna = { name: 'anna', role: 'admin', token: 'anna-'.repeat(8) } as const;
const bob = { name: 'bob', role: 'admin', token: 'bob-'.repeat(8) } as const;

interface Thinker {
  readonly story: Story;
  readonly scene: Scene;
  readonly page: Page;
}

/** Two people with names of their own who change their minds, get in each other's way, copy, and send again. */
export async function secondThoughts({ browser, checks, pictures }: PartTools): Promise<void> {
  const settings = { web: { listen: '127.0.0.1:0', access: [anna, bob] } };
  const scene = await openScene({ settings, token: anna.token });
  const [hers, his] = await Promise.all([openWatchedPage(browser), openWatchedPage(browser)]);
  const { page } = hers;
  const story = tell({ name: 'second thoughts', page, checks, pictures });
  try {
    await ask(scene, 'POST', '/connectors', formFor(scene));
    await page.goto(scene.signInUrl);
    await page.locator('[data-row-link]').waitFor();
    await leaveAndStay({ story, scene, page });
    await saveAnyway({ story, scene, page });
    await moveAddress({ story, scene, page });
    await collide({ story, scene, page }, his.page);
    await copyAndReplay({ story, scene, page: his.page });
    await story.review('nothing went wrong unseen', async () => [...hers.problems(), ...his.problems()]);
  } finally {
    await Promise.all([hers.close(), his.close()]);
    await scene.close();
  }
}

async function leaveAndStay({ story, page }: Thinker): Promise<void> {
  const name = page.getByLabel(/^Connector name/);
  await story.step('is asked before what was entered is lost, and stays', async () => {
    await page.getByRole('link', { name: 'New connector' }).click();
    await name.fill('Half');
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
  });
  await story.look('axe finds nothing on the question', () => inaccessible(page));
  await story.step('what was entered is still there', async () => {
    await page.getByRole('button', { name: 'Cancel' }).click();
    if ((await name.inputValue()) !== 'Half') throw new Error('it is gone');
  });
}

async function saveAnyway({ story, scene, page }: Thinker): Promise<void> {
  await story.step('is asked before a connection is saved that does not work', async () => {
    await page.getByRole('checkbox', { name: 'Cortex XDR incidents' }).check();
    await page.getByRole('radio', { name: 'Server URL' }).check();
    await page.getByRole('textbox', { name: /^Server URL/ }).fill(scene.tenant.url);
    await page.getByLabel(/^API key ID/).fill('7');
    await page.getByLabel(/^API key( \(required\))?$/).fill('not-the-key-'.repeat(4));
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('dialog', { name: 'The connection does not work' }).waitFor();
  });
  await story.look('axe finds nothing on this question', () => inaccessible(page));
  await story.step('saves it anyway, and sees Action required, why, and what to do', async () => {
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await page.getByRole('heading', { level: 1, name: 'Half' }).waitFor();
    await page
      .locator('.page-head .status-word')
      .filter({ hasText: /^Action required$/ })
      .waitFor();
    await page.locator('.page-head .problem').filter({ hasText: 'AUTH-301' }).waitFor();
  });
}

async function moveAddress({ story, scene, page }: Thinker): Promise<void> {
  await story.step('has to enter the key again when the address changes', async () => {
    await page.goto(`${scene.url}/#/connectors/soc-eu/edit`);
    await page.getByRole('textbox', { name: /^Server URL/ }).fill('http://127.0.0.1:9');
    await page.getByText(/API key has to be entered again/).waitFor();
  });
  await story.look('axe finds nothing on that', () => inaccessible(page));
  await story.step('takes it back, and need not', async () => {
    await page.getByRole('textbox', { name: /^Server URL/ }).fill(scene.tenant.url);
    await page.getByText(/API key has to be entered again/).waitFor({ state: 'detached' });
  });
}

/** She and he edit the same connector. */
async function collide({ story, scene, page }: Thinker, his: Page): Promise<void> {
  const name = (of: Page) => of.getByLabel(/^Connector name/);
  const save = (of: Page) => of.getByRole('button', { name: 'Save', exact: true });
  await story.step('another one saves meanwhile', async () => {
    await his.goto(`${scene.url}/#token=${bob.token}`);
    await his.locator('[data-row-link]').first().waitFor();
    await his.goto(`${scene.url}/#/connectors/soc-eu/edit`);
    await name(his).fill('His');
    await save(his).click();
    await his.getByRole('heading', { level: 1, name: 'His' }).waitFor();
  });
  await story.step('sees how theirs differs', async () => {
    await name(page).fill('Hers');
    await save(page).click();
    const row = page.getByRole('dialog').getByRole('row', { name: /^Name/ });
    await row.getByRole('cell', { name: 'His' }).waitFor();
    await row.getByRole('cell', { name: 'Hers' }).waitFor();
  });
  await story.look('axe finds nothing on the difference', () => inaccessible(page));
  await story.step('overwrites it, and the timeline names both', async () => {
    await page.getByRole('button', { name: 'Overwrite with mine' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hers' }).waitFor();
    await page.getByRole('link', { name: 'Timeline' }).click();
    for (const who of [anna.name, bob.name]) await page.locator('.timeline').getByText(who).first().waitFor();
  });
}

async function copyAndReplay({ story, scene, page }: Thinker): Promise<void> {
  await story.step('copies it, and the copy starts paused with the same key', async () => {
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Clone' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /copy/i }).waitFor({ timeout: 20_000 });
    const word = page.locator('.page-head .status-word');
    await word.filter({ hasText: /^Paused$/ }).waitFor();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await word.filter({ hasText: /^Active$/ }).waitFor();
  });
  await story.step('sends a period again', async () => {
    await page.goto(`${scene.url}/#/connectors/soc-eu/history`);
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.locator('.replay').getByText('Sent', { exact: true }).waitFor();
  });
  await story.look('axe finds nothing on what has been sent', () => inaccessible(page));
}
