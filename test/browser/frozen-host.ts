import type { PartTools } from './parts.ts';
import { ask, formFor } from './program.ts';
import { openScene } from './scene.ts';
import { tell } from './story.ts';
import { openWatchedPage } from './watched-page.ts';

/** A collector that stops answering: the page says that it is old, and since when, and is current again afterwards. */
export async function frozenHost({ browser, checks, pictures }: PartTools): Promise<void> {
  const scene = await openScene();
  const watched = await openWatchedPage(browser);
  const { page } = watched;
  const { step, review } = tell({ name: 'a frozen host', page, checks, pictures });
  const says = (text: RegExp) => page.locator('.top-bar').getByText(text).first().waitFor({ timeout: 40_000 });
  try {
    await step('the page is live', async () => {
      await ask(scene, 'POST', '/connectors', formFor(scene));
      await page.goto(scene.signInUrl);
      await says(/^Live$/);
    });
    await step('says that it is stale, and since when, once the collector says nothing', async () => {
      scene.collector.signal('SIGSTOP');
      await says(/^Stale since \d\d:\d\d:\d\d/);
    });
    await step('is live again by itself', async () => {
      scene.collector.signal('SIGCONT');
      await says(/^Live$/);
    });
    await review('nothing went wrong unseen', async () => watched.problems());
  } finally {
    scene.collector.signal('SIGCONT');
    await watched.close();
    await scene.close();
  }
}
