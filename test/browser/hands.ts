import type { Locator, Page } from 'playwright-core';

/** How a person uses a page: by mouse, or by keyboard alone. Each finds what is named, or fails. */
export interface Hands {
  readonly name: string;
  /** A button, a link, an item of a menu, a tab. */
  press(target: Locator): Promise<void>;
  /** Replaces what a field holds. */
  write(field: Locator, text: string): Promise<void>;
  /** A checkbox or a radio button. */
  tick(box: Locator): Promise<void>;
  /** An option of a select, by what it says. */
  choose(select: Locator, option: string): Promise<void>;
  /** What was seen on the way that should not be. */
  complaints(): readonly string[];
}

export function mouse(page: Page): Hands {
  return {
    name: 'mouse',
    press: (target) => target.click(),
    async write(field, text) {
      await field.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
    },
    tick: (box) => box.check(),
    async choose(select, option) {
      await select.selectOption({ label: option });
    },
    complaints: () => [],
  };
}
