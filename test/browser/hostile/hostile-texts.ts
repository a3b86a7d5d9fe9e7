import type { Page } from 'playwright-core';
import { otlpFault } from '../../../src/testing/index.ts';
import { hostileTexts } from '../../host/web/hostile-texts.ts';
import type { PartTools } from '../parts.ts';
import { ask, formFor } from '../program.ts';
import { openScene, type Scene } from '../scene.ts';
import { type Story, tell } from '../story.ts';
import { openWatchedPage } from '../watched-page.ts';
import { foreignElements } from './foreign-elements.ts';
import { hostileAnswer, hostileFields, hostileIncident, hostileText, hostileWords, trickle } from './hostile-day.ts';

/** What an admin has called a connector; it makes an id of the rest. */
const name = '<img src=x onerror=alert(1)>"\'>';
const batch = 20;
/** The live view shows a sample of what comes fast, and on a busy machine all does; what it skipped comes by again. */
const rounds = 4;

/** Two hundred hostile texts, wherever the console shows what it was told: as text, and nothing more. */
export async function showHostileTexts({ browser, checks, pictures }: PartTools): Promise<void> {
  const scene = await openScene();
  const [incidents, audits] = await Promise.all([openWatchedPage(browser), openWatchedPage(browser)]);
  const { page } = incidents;
  const story = tell({ name: 'hostile texts', page, checks, pictures });
  try {
    await story.step('a connector may have a hostile name', async () => {
      const sources = ['xdr-incidents', 'xsoar-audit'];
      await ask(scene, 'POST', '/connectors', formFor(scene, { name, sources }));
      await page.goto(scene.signInUrl);
      await page.locator('[data-row-link]').filter({ hasText: name }).first().waitFor();
    });
    await asRecords(story, scene, [page, audits.page]);
    await asDeadLetters(story, scene, page);
    await asErrors(story, scene, page);
    await asTitle(story, page);
    await story.review('nothing went wrong unseen', async () => [...incidents.problems(), ...audits.problems()]);
  } finally {
    await Promise.all([incidents.close(), audits.close()]);
    await scene.close();
  }
}

async function open(page: Page, source: string, tab: string): Promise<void> {
  const back = page.getByRole('link', { name: '← All connectors' });
  if (await back.isVisible()) await back.click();
  await page.locator('[data-row-link]').filter({ hasText: source }).click();
  await page.getByRole('navigation').getByRole('link', { name: tab }).click();
}

/** Names of incidents, user agents, and names of hosts, in live records as they came. */
async function asRecords(story: Story, scene: Scene, pages: readonly [Page, Page]): Promise<void> {
  const [incidents, audits] = pages;
  const seen = new Set<string>();
  const foreign = new Set<string>();
  await story.step('two windows show records as they came', async () => {
    await audits.goto(scene.signInUrl);
    await open(incidents, 'incidents', 'Live records');
    await open(audits, 'audit', 'Live records');
    for (const page of pages) await page.getByRole('combobox', { name: /^Show/ }).selectOption('raw');
    await incidents.waitForTimeout(1500);
  });
  await story.look(`all ${hostileTexts.length} are shown as text, as each kind of name`, async () => {
    let left = hostileTexts.map((_, place) => place);
    for (let round = 0; round < rounds && left.length > 0; round += 1) {
      for (let from = 0; from < left.length; from += batch) {
        await trickle(scene.tenant, left.slice(from, from + batch), 510_000 + round * 1000 + from);
        await incidents.waitForTimeout(1200);
        for (const page of pages) {
          for (const text of await page.evaluate(shownTexts)) seen.add(text);
          for (const element of await page.evaluate(foreignElements)) foreign.add(element);
        }
      }
      left = left.filter((place) => unseenAt(place, seen).length > 0);
    }
    return [...foreign, ...left.flatMap((place) => unseenAt(place, seen))];
  });
}

/** What the record of a place holds and nobody has seen. */
function unseenAt(place: number, seen: ReadonlySet<string>): readonly string[] {
  return Object.entries(hostileFields).flatMap(([field, by]) => {
    const text = hostileText(place, by);
    return seen.has(`${field} ${text.toWellFormed()}`)
      ? []
      : [`not seen as ${field}: ${JSON.stringify(text.slice(0, 100))}`];
  });
}

/** Runs in the page: opens every record there is, and gives what they hold, each with the name of its field. */
async function shownTexts(): Promise<readonly string[]> {
  for (const record of document.querySelectorAll<HTMLDetailsElement>('.records details')) record.open = true;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return [...document.querySelectorAll('.records pre')].flatMap((pre) => {
    const record = JSON.parse(pre.textContent) as Record<string, unknown>;
    return Object.entries(record).flatMap(([key, value]) =>
      [value].flat().flatMap((each) => (typeof each === 'string' ? [`${key} ${each.toWellFormed()}`] : [])),
    );
  });
}

/** What the endpoint refuses in hostile words, with the records it refuses. */
async function asDeadLetters(story: Story, scene: Scene, page: Page): Promise<void> {
  await story.look('so they are in dead letters, with the words of the endpoint', async () => {
    const words = hostileWords.slice(0, 5);
    for (const [index, said] of words.entries()) {
      const takeOut = scene.endpoint.faults.add(otlpFault.partialSuccess(1, said));
      const before = scene.endpoint.requests.length;
      scene.tenant.model.incidents.put(hostileIncident(1000 + index));
      await scene.endpoint.until(() => scene.endpoint.requests.length > before, AbortSignal.timeout(10_000));
      takeOut();
    }
    await open(page, 'incidents', 'Dead letters');
    await page
      .locator('.letter summary')
      .nth(words.length - 1)
      .waitFor();
    const text = await page.locator('.letters').innerText();
    const missing = words.filter((said) => !text.includes(said)).map((said) => `not seen: ${said}`);
    return [...missing, ...(await page.evaluate(foreignElements))];
  });
}

/** What the tenant says in hostile words: on the dashboard, at the head of a connector, on its timeline, as a test's result. */
async function asErrors(story: Story, scene: Scene, page: Page): Promise<void> {
  const [said = ''] = hostileWords.filter((words) => words.includes('onerror'));
  await story.look('so are errors, on the dashboard, of a connector, on its timeline, of a test', async () => {
    scene.tenant.faults.add(hostileAnswer(said));
    const found: string[] = [];
    const expect = async (place: string, selector: string) => {
      await page.locator(selector).filter({ hasText: said }).first().waitFor();
      found.push(...(await page.evaluate(foreignElements)).map((element) => `${place}: ${element}`));
    };
    await page.getByRole('link', { name: '← All connectors' }).click();
    await expect('dashboard', '.error-row');
    await open(page, 'incidents', 'Overview');
    await expect('head', '.page-head .problem');
    await open(page, 'incidents', 'Timeline');
    await expect('timeline', '.timeline');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect('test', 'dialog .banner');
    await page.getByRole('button', { name: 'Close' }).first().click();
    scene.tenant.faults.clear();
    return found;
  });
}

/** The name of a connector, where it is asked about. */
async function asTitle(story: Story, page: Page): Promise<void> {
  await story.look('so is the name, in the title, in a message and in a question', async () => {
    const title = await page.title();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.locator('.notices').filter({ hasText: name }).waitFor();
    await page.getByRole('button', { name: /^Actions for/ }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('dialog').getByRole('heading').filter({ hasText: name }).waitFor();
    return [...(title.includes(name) ? [] : [`the title is ${title}`]), ...(await page.evaluate(foreignElements))];
  });
}
