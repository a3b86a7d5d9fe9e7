import type { Locator, Page } from 'playwright-core';
import type { Hands } from './hands.ts';
import { lastingComplaint } from './lasting-complaint.ts';

/** More stops than any page has: what is not reached by then is not reached at all. */
const mostStops = 400;

/** Hands that know the keyboard alone, and complain when they cannot see where they are. */
export function keyboard(page: Page): Hands {
  const complaints: string[] = [];

  async function look(): Promise<void> {
    const complaint = await lastingComplaint(page);
    if (complaint !== undefined && !complaints.includes(complaint)) complaints.push(complaint);
  }

  /** Goes on until the focus is there: by Tab, inside a group by arrows. */
  async function reach(target: Locator): Promise<void> {
    await target.waitFor();
    const key = await target.evaluate(keyWithinGroup);
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await target.evaluate(hasFocus)) return;
      await page.keyboard.press(key !== undefined && (await target.evaluate(sharesGroup)) ? key : 'Tab');
      await look();
    }
    throw new Error(`the keyboard does not reach ${String(target)}`);
  }

  async function act(target: Locator, key: string): Promise<void> {
    await reach(target);
    const what = await target.evaluate((element) => element.textContent.trim() || element.outerHTML.slice(0, 80));
    await page.keyboard.press(key);
    // Where the focus goes next is known once the page has been drawn again.
    await page.waitForFunction(hasAnyFocus, undefined, { timeout: 10_000 }).catch(() => {
      complaints.push(`after ${key} on "${what}" the focus is lost`);
    });
  }

  return {
    name: 'keyboard',
    press: (target) => act(target, 'Enter'),
    async write(field, text) {
      await reach(field);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
    },
    async tick(box) {
      await reach(box);
      if (!(await box.isChecked())) await page.keyboard.press('Space');
    },
    async choose(select, option) {
      await reach(select);
      await page.keyboard.type(option);
    },
    complaints: () => complaints,
  };
}

/** Runs in the page: the key that moves between this element and its neighbours, where Tab does not. */
function keyWithinGroup(element: Element): string | undefined {
  if (element instanceof HTMLInputElement && element.type === 'radio') return 'ArrowDown';
  const role = element.getAttribute('role');
  if (role === 'menuitem') return 'ArrowDown';
  return role === 'tab' ? 'ArrowRight' : undefined;
}

/** Runs in the page: whether the focus is in the group this element belongs to. */
function sharesGroup(element: Element): boolean {
  const focused = document.activeElement;
  if (element instanceof HTMLInputElement && element.type === 'radio')
    return focused instanceof HTMLInputElement && focused.type === 'radio' && focused.name === element.name;
  const group = element.closest('[role=menu], [role=tablist]');
  return group !== null && group.contains(focused);
}

/** Runs in the page. */
function hasFocus(element: Element): boolean {
  return document.activeElement === element;
}

/** Runs in the page. */
function hasAnyFocus(): boolean {
  return document.activeElement !== null && document.activeElement !== document.body;
}
