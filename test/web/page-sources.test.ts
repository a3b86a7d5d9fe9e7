import { expect, test } from 'vitest';
import { importsOf, sourceFiles } from '../architecture/source-imports.ts';

const files = sourceFiles(`${import.meta.dirname}/../../src/web`);

test('no text ever becomes markup or code', () => {
  const dangerous =
    /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|javascript:/i;
  expect(files.filter(({ text }) => dangerous.test(text)).map(({ file }) => file)).toEqual([]);
});

test('of the agreement with the server only types are imported: its schemas stay out of the page', () => {
  const imported = files.flatMap(({ file, text }) => importsOf({ file: `web/${file}`, text }));
  const values = imported.filter(({ target, typesOnly }) => target.startsWith('api/') && !typesOnly);
  expect(imported.some(({ target }) => target.startsWith('api/'))).toBe(true);
  expect(values.map(({ file, target }) => `${file} imports ${target}`)).toEqual([]);
});
