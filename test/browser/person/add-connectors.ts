import { readFileSync } from 'node:fs';
import { incidents, keys, name, type Person } from './person.ts';

/** As long as a person may wait for the word, milliseconds. */
const promisedMs = 2000;

/** Both connectors by one form, with a wrong key first. */
export async function addConnectors(person: Person): Promise<void> {
  const { page, hands, scene, step, lookAround } = person;
  const key = page.getByLabel(/^API key( \(required\))?$/);
  const test = page.getByRole('button', { name: 'Test Connection' });
  const panel = page.getByRole('region', { name: 'Connection test' });

  await step('signs in with the link', async () => {
    await page.goto(scene.signInUrl);
    await page.getByText('Start collecting in three steps').waitFor();
  });
  await lookAround('an empty dashboard');
  await step('opens the form', async () => {
    await hands.press(page.getByRole('link', { name: 'New connector' }).first());
    await page.getByRole('heading', { name: 'New connector' }).waitFor();
  });
  await lookAround('the form');
  await step('chooses both sources of a tenant, and sees its address as it will be used', async () => {
    await hands.write(page.getByLabel(/^Connector name/), name);
    await hands.tick(page.getByRole('checkbox', { name: 'Cortex XDR incidents' }));
    await hands.tick(page.getByRole('checkbox', { name: 'Cortex XSOAR audit logs' }));
    await hands.tick(page.getByRole('radio', { name: 'Server URL' }));
    await hands.write(page.getByRole('textbox', { name: /^Server URL/ }), `${scene.tenant.url}/`);
    await page
      .getByText('Connects to')
      .filter({ hasText: new RegExp(`${scene.tenant.url}$`) })
      .waitFor();
  });
  await step('enters a key that is wrong', async () => {
    await hands.write(page.getByLabel(/^API key ID/), keys.right.id);
    await hands.write(key, keys.wrong);
    await hands.tick(page.getByRole('radio', { name: /^Standard/ }));
    await hands.write(page.getByLabel(/^Poll interval/), '500ms');
  });
  await step('tests, and sees what failed, why, and what to do', async () => {
    await hands.press(test);
    const failed = panel.locator('.banner.failed');
    await failed.getByText('Connection failed').waitFor();
    await failed.getByText('AUTH-301').waitFor();
    await failed.getByText('What to do:').waitFor();
    await failed.getByRole('button', { name: 'Copy details' }).waitFor();
  });
  await lookAround('a failed test');
  await step('corrects the key and sees Connection successful, and when', async () => {
    await hands.write(key, keys.right.key);
    await hands.press(test);
    await panel.getByText('Connection successful', { exact: true }).waitFor();
    const at = Date.parse((await panel.locator('time').first().getAttribute('datetime')) ?? '');
    if (!(Math.abs(Date.now() - at) < 30_000)) throw new Error(`it was tested at ${at}`);
  });
  await lookAround('a successful test');
  await step('saves, and sees Active within 2 s of the first poll that was accepted', async () => {
    const before = scene.tenant.requests.length;
    await hands.press(page.getByRole('button', { name: 'Save 2 connectors' }));
    await page.getByRole('table', { name: 'Connectors' }).waitFor();
    const words = page.locator('[data-connector] .status-word');
    await words
      .filter({ hasText: /^Active$/ })
      .nth(1)
      .waitFor();
    const seenMs = Date.now();
    const polls = scene.tenant.requests.slice(before).filter(({ status }) => status === 200);
    const first = Math.min(...polls.map(({ atMs }) => atMs));
    if (seenMs - first > promisedMs) throw new Error(`it took ${seenMs - first} ms`);
  });
  await lookAround('the dashboard');
  await step('exports what it shows', async () => {
    for (const kind of ['CSV', 'JSON']) {
      const download = page.waitForEvent('download');
      await hands.press(page.getByRole('link', { name: `Export ${kind}` }));
      const text = readFileSync(await (await download).path(), 'utf8');
      if (!text.includes(incidents.id) || !/\bActive\b/.test(text)) throw new Error(text);
    }
  });
}
