import type { Page } from 'playwright-core';
import { lastingComplaint } from './lasting-complaint.ts';

/** What sticks out of a page that is to be read without scrolling sideways. */
export async function sticksOut(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const culprits = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    return [`${scrollWidth} px wide in a window of ${clientWidth} px: ${culprits.slice(0, 5).join(', ')}`];
  });
}

/** More stops than any page has. */
const mostStops = 300;

/** What is wrong with the focus at any stop of a page: not seen, lost, or caught. */
export async function badStops(page: Page): Promise<readonly string[]> {
  const complaints = new Set<string>();
  const seen = new Set<string>();
  for (let stops = 0; stops < mostStops; stops += 1) {
    await page.keyboard.press('Tab');
    const complaint = await lastingComplaint(page);
    if (complaint !== undefined) complaints.add(complaint);
    const place = await page.evaluate(focusedPlace);
    // Round once.
    if (place !== undefined && seen.has(place)) return [...complaints];
    if (place !== undefined) seen.add(place);
  }
  return [...complaints, `after ${mostStops} stops there is still another one`];
}

/** Runs in the page: the way to the focused element; undefined beyond the last one. */
function focusedPlace(): string | undefined {
  const steps: string[] = [];
  for (let element = document.activeElement; element && element !== document.body; element = element.parentElement)
    steps.push(String([...(element.parentElement?.children ?? [])].indexOf(element)));
  return steps.length > 0 ? steps.join(' ') : undefined;
}
