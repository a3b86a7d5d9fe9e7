import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const pattern =
  /\b(?:CFG|NET|TLS|AUTH|PERM|API|MAP|OTLP|CKPT|DISK|LEASE|DEAD|WEB|BUG|REPLAY|CMD|FILE|XQL)-(?:\d{3}|5xx|LONE|[A-Z]{3,})\b/g;

function codesIn(text: string): readonly string[] {
  return text.match(pattern) ?? [];
}

function sourceFiles(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
}

const sources = sourceFiles().map((name) => readFileSync(`src/${name}`, 'utf8'));

test('docs/errors.md has a row for every code in the source, and no other', () => {
  const used = new Set(sources.flatMap(codesIn));
  const rows = readFileSync('docs/errors.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| code'));
  const documented = rows.flatMap((line) => codesIn(line.split('|')[1] ?? ''));
  expect(documented.toSorted()).toEqual([...used].toSorted());
  expect(used.size).toBeGreaterThan(40);
});

test('no error has a code of a family that is not looked for here', () => {
  const given = sources.flatMap((text) => [...text.matchAll(/\bcode: '([A-Z]+-\w+)'/g)].map(([, code = '']) => code));
  expect(given.filter((code) => codesIn(code).length === 0)).toEqual([]);
  expect(given.length).toBeGreaterThan(20);
});
