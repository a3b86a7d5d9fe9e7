import type { Page } from 'playwright-core';
import { createBelievableDay, createTenantModel } from '../../../src/testing/index.ts';
import { inaccessible } from '../accessible.ts';
import type { Hands } from '../hands.ts';
import type { PartTools } from '../parts.ts';
import { openScene } from '../scene.ts';
import { tell } from '../story.ts';
import { openWatchedPage } from '../watched-page.ts';
import { addConnectors } from './add-connectors.ts';
import { changeAndDelete } from './change-and-delete.ts';
import { outage } from './outage.ts';
import { keys } from './person.ts';
import { restAndMove } from './rest-and-move.ts';
import { seekKeys, seekKeysInRequests } from './seek-keys.ts';
import { watchRecords } from './watch-records.ts';

/** The whole life of two connectors, from the sign-in to the deletion, with the hands of somebody. */
export async function useConsole(tools: PartTools, handsOn: (page: Page) => Hands): Promise<void> {
  const { browser, checks, pictures } = tools;
  const model = createTenantModel();
  createBelievableDay({ model }).fill(Date.now(), { incidents: 20, audits: 20 });
  const scene = await openScene({ tenant: { model, keys: [keys.right] } });
  const watched = await openWatchedPage(browser);
  const { page } = watched;
  const hands = handsOn(page);
  const story = tell({ name: `by ${hands.name}`, page, checks, pictures });
  const lookAround = async (place: string) => story.look(`axe finds nothing on ${place}`, () => inaccessible(page));
  const person = { ...story, page, hands, scene, lookAround };
  try {
    await addConnectors(person);
    await watchRecords(person);
    await restAndMove(person);
    await outage(person);
    await story.look('no key is found anywhere again', async () => seekKeys(scene, watched));
    await changeAndDelete(person);
    await story.look('nor after an edit and a deletion', async () => seekKeys(scene, watched));
    await story.look('a search that finds both in what was sent', async () => seekKeysInRequests(watched));
    await story.review('the focus was always seen', async () => hands.complaints());
    await story.review('nothing went wrong unseen', async () => watched.problems());
  } finally {
    await watched.close();
    await scene.close();
  }
}
