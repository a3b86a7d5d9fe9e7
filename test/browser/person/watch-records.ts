import { believableIncident, seededRandom } from '../../../src/testing/index.ts';
import { incidents, type Person } from './person.ts';

const random = seededRandom(3);

/** Something happens at the tenant: gives the number of the incident. */
export function happen({ scene }: Pick<Person, 'scene'>): string {
  const number = 900_000 + random.integer(1, 90_000);
  scene.tenant.model.incidents.put(believableIncident(random, number, Date.now()));
  return String(number);
}

/** Opens a connector, and sees its records as they go by. */
export async function watchRecords(person: Person): Promise<void> {
  const { page, hands, step, lookAround } = person;
  await step('opens a connector', async () => {
    await hands.press(page.locator(`[data-connector="${incidents.id}"] [data-row-link]`));
    await page.getByRole('heading', { level: 1, name: incidents.source }).waitFor();
  });
  await lookAround('the overview');
  await step('watches records arrive', async () => {
    await hands.press(page.getByRole('link', { name: 'Live records' }));
    await page.getByRole('region', { name: 'Live records' }).waitFor();
    const record = page.locator('.records summary');
    await page.waitForTimeout(1500);
    happen(person);
    await record.first().waitFor();
  });
  await step('looks at one, as the vendor sent it', async () => {
    await hands.choose(page.getByRole('combobox', { name: /^Show/ }), 'Raw, as the vendor sent it');
    await hands.press(page.locator('.records summary').first());
    await page.locator('.records pre').filter({ hasText: '"incident_id"' }).waitFor();
  });
  await lookAround('live records');
}
