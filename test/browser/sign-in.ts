import { inaccessible } from './accessible.ts';
import type { PartTools } from './parts.ts';
import { openScene } from './scene.ts';
import { tell } from './story.ts';
import { openWatchedPage } from './watched-page.ts';

/** Nobody sees anything without a token; the link leaves none behind. */
export async function signIn({ browser, checks, pictures }: PartTools): Promise<void> {
  const scene = await openScene();
  const watched = await openWatchedPage(browser);
  const { page } = watched;
  const { step, look, review } = tell({ name: 'sign in', page, checks, pictures });
  const heading = page.getByRole('heading', { name: 'Collection Status' });
  try {
    await step('whoever has no session is asked for a token', async () => {
      await page.goto(scene.url);
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });
    await look('axe finds nothing on the page that asks', () => inaccessible(page));
    await step('a wrong token is refused in words', async () => {
      await page.getByLabel('Token').fill('nobody-has-this-token');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('alert').filter({ hasText: 'nobody has this token' }).waitFor();
    });
    await step('the right one lets in', async () => {
      await page.getByLabel('Token').fill(scene.token);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await heading.waitFor();
    });
    await step('signing out asks again', async () => {
      await page.getByRole('button', { name: /▾/ }).click();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });
    await step('the link signs in', async () => {
      await page.goto(scene.signInUrl);
      await heading.waitFor();
    });
    await look('and its token is left neither in the address nor in what the browser keeps', async () => {
      const kept = await watched.kept();
      const places = [page.url(), kept.bytes.toString(), await page.content()];
      return places.filter((text) => text.includes(scene.token));
    });
    await review('nothing went wrong unseen', async () => watched.problems());
  } finally {
    await watched.close();
    await scene.close();
  }
}
