import type { BrowserContextOptions } from 'playwright-core';
import { createBelievableDay, createTenantModel, otlpFault } from '../../src/testing/index.ts';
import { inaccessible } from './accessible.ts';
import { badStops, sticksOut } from './look-closely.ts';
import type { PartTools } from './parts.ts';
import { places, type Residents } from './places.ts';
import { ask, formFor } from './program.ts';
import { openScene, type Scene } from './scene.ts';
import { tell } from './story.ts';
import { openWatchedPage } from './watched-page.ts';

/** A window of 1280 by 1024 pixels at 400 %. */
const zoomed = { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 };
const narrow = { viewport: { width: 320, height: 640 } };

/** Every page, tab and dialog: to axe in light and dark, in a narrow window, enlarged four times, by keyboard. */
export async function everyPlace(tools: PartTools): Promise<void> {
  const model = createTenantModel();
  const day = createBelievableDay({ model });
  day.fill(Date.now(), { incidents: 30, audits: 60 });
  const scene = await openScene({ tenant: { model } });
  try {
    const residents = await settle(scene);
    // Side by side: most of it is waiting for axe.
    await Promise.all(
      Object.entries({ wide: {}, narrow, zoomed }).map(([name, options]) =>
        lookIn(tools, { scene, residents, name, options }),
      ),
    );
  } finally {
    await scene.close();
  }
}

interface Window {
  readonly scene: Scene;
  readonly residents: Residents;
  readonly name: string;
  readonly options: BrowserContextOptions;
}

/** All places in one window. */
async function lookIn(
  { browser, checks, pictures }: PartTools,
  { scene, residents, name, options }: Window,
): Promise<void> {
  const watched = await openWatchedPage(browser, options);
  const { page } = watched;
  const { step, look, review } = tell({ name, page, checks, pictures });
  await step('sign in', async () => {
    await page.goto(scene.signInUrl);
    await page.getByRole('heading', { name: 'Collection Status' }).waitFor();
  });
  for (const place of places(scene, residents)) {
    await look(place.name, async () => {
      await place.open(page);
      const outside = await sticksOut(page);
      const stops = name === 'narrow' ? [] : await badStops(page);
      return [...outside, ...stops, ...(name === 'zoomed' ? [] : await inaccessible(page))];
    });
  }
  await review('nothing went wrong unseen', async () => watched.problems());
  await watched.close();
}

/** Two connectors with something to show. */
async function settle(scene: Scene): Promise<Residents> {
  const { endpoint } = scene;
  const takeOut = endpoint.faults.add(otlpFault.partialSuccess(3));
  await ask(scene, 'POST', '/connectors', formFor(scene, { name: 'Resting', sources: ['xsoar-audit'] }));
  await endpoint.until(() => endpoint.received().length > 0, AbortSignal.timeout(20_000));
  await ask(scene, 'POST', '/connectors/resting/pause');
  takeOut();
  const before = endpoint.received().length;
  await ask(scene, 'POST', '/connectors', formFor(scene, { name: 'Working', settings: { commands: 'write' } }));
  await endpoint.until(() => endpoint.received().length > before, AbortSignal.timeout(20_000));
  return { working: 'working', resting: 'resting' };
}
