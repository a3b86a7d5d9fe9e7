import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const pattern =
  /\b(?:CFG|NET|TLS|AUTH|PERM|API|MAP|OTLP|CKPT|DISK|LEASE|DEAD|BUG|REPLAY)-(?:\d{3}|5xx|LONE|[A-Z]{3,})\b/g;

function codesIn(text: string): readonly string[] {
  return text.match(pattern) ?? [];
}

function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
}

test('docs/errors.md has a row for every code in the source, and no other', () => {
  const used = new Set(sourceFiles().flatMap((name) => codesIn(readFileSync(`src/${name}`, 'utf8'))));
  const rows = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| code'));
  const documented = rows.flatMap((line) => codesIn(line.split('|')[1] ?? ''));
  expect(documented.toSorted()).toEqual([...used].toSorted());
  expect(used.size).toBeGreaterThan(40);
});
