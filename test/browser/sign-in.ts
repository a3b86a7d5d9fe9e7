import { inaccessible } from './accessible.ts';
import type { PartTools } from './parts.ts';
import { withPrintedLink } from './printed-link.ts';
import { openScene } from './scene.ts';
import { tell } from './story.ts';
import { openWatchedPage, type WatchedPage } from './watched-page.ts';

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
    await step('so does the one that is printed on a terminal', async () => {
      await withPrintedLink(async (link) => {
        const other = await openWatchedPage(browser);
        await other.page.goto(link);
        await other.page.getByRole('heading', { name: 'Collection Status' }).waitFor();
        await other.close();
      });
    });
    await look('the token is in no log', async () => {
      const log = scene.collector.stderr() + scene.collector.stdout();
      return log.includes(scene.token) ? [log] : [];
    });
    await look('and its token is left neither in the address nor in what the browser keeps', async () => {
      const kept = await watched.kept();
      const places = [page.url(), kept.bytes.toString(), await page.content()];
      return places.filter((text) => text.includes(scene.token));
    });
    await review('nothing went wrong unseen', async () => watched.problems());
    await look('what goes wrong on purpose is seen', () => misbehave(watched));
  } finally {
    await watched.close();
    await scene.close();
  }
}

/** Does what every other story must not do; gives what nobody noticed. */
async function misbehave(watched: WatchedPage): Promise<readonly string[]> {
  const { page } = watched;
  await page.evaluate(() => {
    const script = document.createElement('script');
    const attempts = [
      () => (document.body.innerHTML = '<p>markup</p>'),
      () => document.body.append(script, 'text'),
      () => (script.textContent = 'alert(1)'),
      () => document.body.setAttribute('onclick', 'alert(1)'),
      () => document.body.setAttribute('style', 'color: red'),
      () => console.error('on purpose'),
      () => void Promise.reject(new Error('nobody waits for this')),
      () => void fetch('http://localhost:9/'),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // As the policy wants it.
      }
    }
  });
  await page.waitForTimeout(500);
  const expected = {
    'markup from text': /policy: require-trusted-types-for/,
    'a handler in an attribute': /policy: (script-src-attr|require-trusted-types-for).*/,
    'a style in an attribute': /policy: style-src-attr/,
    'an error in the console': /console: on purpose/,
    'an exception': /exception: .*nobody waits for this/,
    'a request to somebody else': /policy: connect-src|request to http:\/\/localhost/,
  };
  const seen = watched.problems();
  return Object.entries(expected)
    .filter(([, pattern]) => !seen.some((problem) => pattern.test(problem)))
    .map(([what]) => `not noticed: ${what}, among ${seen.join('; ')}`);
}
