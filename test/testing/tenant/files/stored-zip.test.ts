import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { storedZip } from '../../../../src/testing/tenant/files/stored-zip.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test('a ZIP is one that others read, and as long as it says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stored-zip-'));
  folders.push(folder);
  const texts = { 'C:/Temp/日本.txt': 'eins', 'empty.bin': '', 'deep/er/two.log': 'zwei\n'.repeat(50_000) };
  const entries = Object.entries(texts).map(([name, text]) => {
    const bytes = Buffer.from(text);
    return { name, bytes: bytes.length, content: () => [bytes.subarray(0, 3), bytes.subarray(3)] };
  });
  const zip = storedZip(entries);
  const bytes = Buffer.concat([...(zip.content() as Iterable<Uint8Array>)]);
  expect(bytes.length).toBe(zip.bytes);
  const file = join(folder, 'a.zip');
  writeFileSync(file, bytes);
  execFileSync('python3', ['-m', 'zipfile', '-t', file]);
  execFileSync('python3', ['-m', 'zipfile', '-e', file, folder]);
  for (const [name, text] of Object.entries(texts)) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});
