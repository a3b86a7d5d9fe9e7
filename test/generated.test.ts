import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { staleFiles } from '../scripts/stale-files.ts';
import { manifestSchema } from '../src/contract/index.ts';
import { version } from '../src/plugin/version.ts';

test('generated files say what the code says', () => {
  expect(staleFiles(), 'stale: run npm run generate').toEqual([]);
});

test('manifest.json satisfies its own schema', () => {
  const text = readFileSync(new URL('../manifest.json', import.meta.url), 'utf8');
  expect(manifestSchema.safeParse(JSON.parse(text)).error).toBeUndefined();
});

test('the version in the code is that of the package', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(version).toBe((JSON.parse(text) as { version: string }).version);
});
