/*
 * Uses the console as a person does, in Debian's Chromium, against the real command line between a tenant and an endpoint
 * that live here. Ends with one line `N passed, N failed`; exit code 3 when there is no browser. Arguments choose parts
 * by their names.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { createChecks } from '../kill/checks.ts';
import { ChromiumMissingError, launchChromium } from './launch-chromium.ts';
import { parts } from './parts.ts';

const startedMs = performance.now();
const print = (line: string) => void process.stdout.write(`${line}\n`);

async function main(browser: Browser): Promise<number> {
  const wanted = process.argv.slice(2);
  const checks = createChecks(print);
  const pictures = join(mkdtempSync(join(tmpdir(), 'cortex-otel-pictures-')));
  for (const [name, play] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    print(`\n${name}`);
    try {
      await play({ browser, checks, pictures, print });
    } catch (error) {
      checks.check(`${name}: could be done`, false, [error instanceof Error ? (error.stack ?? '') : String(error)]);
    }
    print(`after ${Math.round((performance.now() - startedMs) / 1000)} s`);
  }
  print('');
  return checks.finish() ? 0 : 1;
}

try {
  const browser = await launchChromium();
  try {
    process.exitCode = await main(browser);
  } finally {
    await browser.close();
  }
} catch (error) {
  if (!(error instanceof ChromiumMissingError)) throw error;
  console.error(error.message);
  process.exitCode = 3;
}
