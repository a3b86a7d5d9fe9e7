import type { Page } from 'playwright-core';
import { unseenFocus } from './unseen-focus.ts';

/** Why the focus is not seen, also a moment later: in between a page may be scrolling, or drawing what has just come. */
export async function lastingComplaint(page: Page): Promise<string | undefined> {
  if ((await page.evaluate(unseenFocus)) === undefined) return undefined;
  await page.waitForTimeout(300);
  return page.evaluate(unseenFocus);
}
