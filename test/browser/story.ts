import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Checks } from '../kill/checks.ts';

/** What somebody does, step by step. */
export interface Story {
  /** Something that has to work before the next can; once one fails, the rest of the story is not tried. */
  readonly step: (claim: string, work: () => Promise<void>) => Promise<void>;
  /** Something to look at on the way: gives what is wrong. */
  readonly look: (claim: string, work: () => Promise<readonly string[]>) => Promise<void>;
  /** As {@link Story.look}, also of a story that broke off. */
  readonly review: (claim: string, work: () => Promise<readonly string[]>) => Promise<void>;
}

export interface StoryParts {
  readonly name: string;
  readonly page: Page;
  readonly checks: Checks;
  /** Where the page is kept as it was when something failed. */
  readonly pictures: string;
}

export function tell({ name, page, checks, pictures }: StoryParts): Story {
  let broken = false;
  let failures = 0;

  async function picture(): Promise<string> {
    failures += 1;
    mkdirSync(pictures, { recursive: true });
    const path = join(pictures, `${name.replaceAll(/\W+/g, '-')}-${failures}.png`);
    await page.screenshot({ path, fullPage: true }).catch(() => undefined);
    return `the page as it was: ${path}`;
  }

  async function review(claim: string, work: () => Promise<readonly string[]>): Promise<void> {
    const problems = await work().catch(linesOf);
    checks.check(`${name}: ${claim}`, problems.length === 0, problems);
    if (problems.length > 0) await picture();
  }

  return {
    review,
    async step(claim, work) {
      if (broken) return checks.check(`${name}: ${claim}`, false, ['not tried, after what failed before']);
      try {
        await work();
        checks.check(`${name}: ${claim}`, true);
      } catch (error) {
        broken = true;
        checks.check(`${name}: ${claim}`, false, [...linesOf(error), await picture()]);
      }
    },
    async look(claim, work) {
      if (broken) return checks.check(`${name}: ${claim}`, false, ['not tried, after what failed before']);
      await review(claim, work);
    },
  };
}

function linesOf(error: unknown): readonly string[] {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, 12);
}
