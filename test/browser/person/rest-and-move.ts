import { incidents, patience, type Person } from './person.ts';

/** Pauses, forgets the checkpoint, and resumes: everything is read once more. */
export async function restAndMove(person: Person): Promise<void> {
  const { page, hands, scene, step, lookAround } = person;
  const word = page.locator('.page-head .status-word');
  await step('pauses', async () => {
    await hands.press(page.getByRole('button', { name: 'Pause', exact: true }));
    await word.filter({ hasText: /^Paused$/ }).waitFor();
  });
  await step('cannot forget the checkpoint without typing the id', async () => {
    await hands.press(page.getByRole('link', { name: 'Checkpoint' }));
    await hands.press(page.getByRole('button', { name: 'Forget…' }));
    await hands.write(page.getByLabel(/^Type/), incidents.id.slice(0, -1));
    if (await page.getByRole('button', { name: 'Forget', exact: true }).isEnabled()) throw new Error('it can');
  });
  await lookAround('forgetting a checkpoint');
  await step('forgets it', async () => {
    await hands.write(page.getByLabel(/^Type/), incidents.id);
    await hands.press(page.getByRole('button', { name: 'Forget', exact: true }));
    await page.getByText('The checkpoint is forgotten').waitFor();
  });
  await step('resumes, and everything is delivered once more, under the same ids', async () => {
    const uids = [...scene.endpoint.counts()].filter(([, count]) => count === 1).map(([uid]) => uid);
    await hands.press(page.getByRole('button', { name: 'Resume', exact: true }));
    await word.filter({ hasText: /^Active$/ }).waitFor();
    const again = () => uids.some((uid) => scene.endpoint.counts().get(uid) === 2);
    await scene.endpoint.until(again, patience());
  });
}
