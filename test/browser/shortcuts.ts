import type { PartTools } from './parts.ts';
import { ask, formFor } from './program.ts';
import { openScene } from './scene.ts';
import { tell } from './story.ts';
import { openWatchedPage } from './watched-page.ts';

/** Single keys, for whoever wants them. */
export async function shortcuts({ browser, checks, pictures }: PartTools): Promise<void> {
  const scene = await openScene();
  const watched = await openWatchedPage(browser);
  const { page } = watched;
  const { step, review } = tell({ name: 'shortcuts', page, checks, pictures });
  const { keyboard } = page;
  const focused = (selector: string) => page.locator(`${selector}:focus`).waitFor();
  try {
    await step('j and k go from row to row', async () => {
      for (const name of ['A', 'B']) await ask(scene, 'POST', '/connectors', formFor(scene, { name }));
      await page.goto(scene.signInUrl);
      await page.locator('[data-row-link]').nth(1).waitFor();
      for (const [key, id] of ['ja', 'jb', 'ka']) {
        await keyboard.press(key ?? '');
        await focused(`[data-connector="${id}"] [data-row-link]`);
      }
    });
    await step('p pauses the connector of the row; its place is kept when a filter leaves it out', async () => {
      await keyboard.press('p');
      await page.getByText('1 more connector is left out').waitFor();
      await focused('[data-connector="b"] [data-row-link]');
      await keyboard.press('p');
      await page.getByText('2 more connectors are left out').waitFor();
      await focused('input[type=search]');
    });
    await step('p resumes it', async () => {
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.locator('[data-row-link]').first().focus();
      await keyboard.press('p');
      await page
        .locator('[data-connector="a"] .status-word')
        .filter({ hasText: /^Active$/ })
        .waitFor();
      await focused('[data-connector="a"] [data-row-link]');
    });
    await step('t tests it, and Escape leads back to the row', async () => {
      await keyboard.press('t');
      await page.getByRole('dialog').getByText('Connection successful', { exact: true }).waitFor();
      await keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await focused('[data-connector="a"] [data-row-link]');
    });
    await step('? shows them all', async () => {
      await keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      await keyboard.press('Escape');
    });
    await step('/ searches, and letters are letters there', async () => {
      await keyboard.press('/');
      await keyboard.type('pjn');
      await page.getByText('No connector fits.').waitFor();
      await page.getByRole('searchbox', { name: 'Search' }).fill('');
    });
    await step('r refreshes and says so', async () => {
      await page.locator('[data-row-link]').first().focus();
      await keyboard.press('r');
      await page.locator('.notices .done').first().waitFor();
    });
    await step('n opens the form', async () => {
      await keyboard.press('n');
      await page.getByRole('heading', { name: 'New connector' }).waitFor();
    });
    await step('they can be turned off', async () => {
      await page.getByRole('link', { name: 'Cortex → OTLP' }).click();
      await page.getByRole('button', { name: /▾/ }).click();
      await page.getByRole('checkbox', { name: /^Keyboard shortcuts/ }).uncheck();
      await keyboard.press('Escape');
      await page.locator('[data-row-link]').first().focus();
      await keyboard.press('n');
      await page.waitForTimeout(300);
      await page.getByRole('heading', { name: 'Collection Status' }).waitFor();
    });
    await review('nothing went wrong unseen', async () => watched.problems());
  } finally {
    await watched.close();
    await scene.close();
  }
}
