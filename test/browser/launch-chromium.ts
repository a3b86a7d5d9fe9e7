import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** There is no browser to look at the console with. */
export class ChromiumMissingError extends Error {
  override readonly name = 'ChromiumMissingError';
}

/**
 * Starts Debian's Chromium, or the one `CHROMIUM` names.
 * @throws ChromiumMissingError when there is none.
 */
export async function launchChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new ChromiumMissingError(`there is no ${executablePath}: apt-get install chromium, or name one in CHROMIUM`);
  }
  // Root has no sandbox to give; what is looked at is our own.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}
