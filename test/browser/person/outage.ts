import { otlpFault } from '../../../src/testing/index.ts';
import { patience, type Person } from './person.ts';
import { happen } from './watch-records.ts';

/** The endpoint is down for a while: it is said with a countdown, and over when it is. */
export async function outage(person: Person): Promise<void> {
  const { page, hands, scene, step, lookAround } = person;
  const word = page.locator('.page-head .status-word');
  const countdown = page.locator('.page-head').getByText('Next poll:');
  let recover = (): void => undefined;
  await step('sees Retrying, why, and a countdown, while the endpoint is down', async () => {
    recover = scene.endpoint.faults.add(otlpFault.status(503));
    happen(person);
    await word.filter({ hasText: /^Retrying$/ }).waitFor();
    await page.locator('.page-head .problem').filter({ hasText: '503' }).waitFor();
    const texts = new Set<string>();
    for (const endMs = Date.now() + 10_000; texts.size < 2;) {
      texts.add(await countdown.innerText());
      if (Date.now() > endMs) throw new Error(`the countdown stands still at ${[...texts].join()}`);
      await page.waitForTimeout(200);
    }
    if (![...texts].every((text) => /\d\d:\d\d|retry/i.test(text))) throw new Error([...texts].join(' | '));
  });
  await lookAround('an outage');
  await step('sees Active when it is over, and that nothing is lost', async () => {
    const before = scene.endpoint.received().length;
    recover();
    await hands.press(page.getByRole('button', { name: 'Poll now' }));
    await word.filter({ hasText: /^Active$/ }).waitFor({ timeout: 30_000 });
    await scene.endpoint.until(() => scene.endpoint.received().length > before, patience());
  });
}
