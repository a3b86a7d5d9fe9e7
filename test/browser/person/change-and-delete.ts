import { incidents, type Person } from './person.ts';

/** Renames a connector without entering its key again, and deletes it in the end. */
export async function changeAndDelete(person: Person): Promise<void> {
  const { page, hands, step, lookAround } = person;
  const word = page.locator('.page-head .status-word');
  const menu = page.getByRole('button', { name: /^Actions for/ });
  await step('edits it, and sees that the key may stay blank', async () => {
    await hands.press(menu);
    await hands.press(page.getByRole('menuitem', { name: 'Edit' }));
    await page.getByText('leave blank to keep').first().waitFor();
    const key = page.getByLabel(/^API key( \(required\))?$/);
    if ((await key.inputValue()) !== '') throw new Error('the key is filled in');
    await hands.write(page.getByLabel(/^Connector name/), 'Renamed');
  });
  await lookAround('editing');
  await step('saves, and it works on with the key there was', async () => {
    await hands.press(page.getByRole('button', { name: 'Save', exact: true }));
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor({ timeout: 30_000 });
    await word.filter({ hasText: /^Active$/ }).waitFor();
  });
  await step('reads on the timeline who did what', async () => {
    await hands.press(page.getByRole('link', { name: 'Timeline' }));
    const entries = page.locator('.timeline');
    for (const text of [/paused/i, /resumed/i, /checkpoint/i]) await entries.getByText(text).first().waitFor();
  });
  await lookAround('the timeline');
  await step('deletes it, once it is paused and its id is typed', async () => {
    await hands.press(page.getByRole('button', { name: 'Pause', exact: true }));
    await word.filter({ hasText: /^Paused$/ }).waitFor();
    await hands.press(menu);
    await hands.press(page.getByRole('menuitem', { name: 'Delete…' }));
    await hands.write(page.getByLabel(/^Type/), incidents.id);
    await hands.press(page.getByRole('button', { name: 'Delete', exact: true }));
    await page.getByRole('heading', { name: 'Collection Status' }).waitFor();
    await page.locator(`[data-connector="${incidents.id}"]`).waitFor({ state: 'detached' });
    await page.locator('[data-connector]').first().waitFor();
  });
}
