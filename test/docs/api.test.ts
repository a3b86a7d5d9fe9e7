import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ApiRoute } from '../../src/api/api-route.ts';
import { apiRoutes } from '../../src/api/routes.ts';

test('docs/api.md has a row for every route, with its role, and no other', () => {
  const rows = readFileSync('docs/api.md', 'utf8').matchAll(/^\| `((?:GET|POST|PUT|DELETE) [^`]*)` *\| (\w+) +\|/gm);
  const shown = [...rows].map(([, route, role]) => `${route} ${role}`);
  const table = Object.values<ApiRoute>(apiRoutes).map(
    ({ method, path, role }) => `${method} ${path} ${role ?? 'nobody'}`,
  );
  expect(shown).toEqual(table);
});
