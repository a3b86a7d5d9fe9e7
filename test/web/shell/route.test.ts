import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectorTabs, hrefOf, parseRoute, type Route } from '../../../src/web/shell/route.ts';

const anything = fc.string({ minLength: 1, unit: 'binary' }).filter((id) => id.isWellFormed());
const marks = fc.string({ minLength: 1, unit: fc.constantFrom('/', '?', '%', '#', '&', '=', '+', ' ', 'a') });
const ids = fc.oneof(anything, marks);
const routes: fc.Arbitrary<Route> = fc.oneof(
  fc.constant<Route>({ page: 'status' }),
  fc.constant<Route>({ page: 'new' }),
  ids.map((clone): Route => ({ page: 'new', clone })),
  ids.map((id): Route => ({ page: 'edit', id })),
  fc
    .record({ id: ids, tab: fc.constantFrom(...connectorTabs) })
    .map((found): Route => ({ page: 'connector', ...found })),
);

describe('the address of a page', () => {
  test('leads back to the page, whatever the id holds', () => {
    fc.assert(
      fc.property(routes, (route) => {
        expect(parseRoute(hrefOf(route))).toEqual(route);
      }),
    );
  });

  test.for<[hash: string, route: Route]>([
    ['', { page: 'status' }],
    ['#', { page: 'status' }],
    ['#/', { page: 'status' }],
    ['#/nowhere', { page: 'status' }],
    ['#/connectors', { page: 'status' }],
    ['#/connectors/soc', { page: 'connector', id: 'soc', tab: 'overview' }],
    ['#/connectors/soc/nothing', { page: 'connector', id: 'soc', tab: 'overview' }],
    ['#/connectors/soc/dead-letters', { page: 'connector', id: 'soc', tab: 'dead-letters' }],
    ['#/connectors/soc/edit', { page: 'edit', id: 'soc' }],
    ['#/connectors/%E0%A4%A/edit', { page: 'edit', id: '%E0%A4%A' }],
    ['#/new?clone=soc', { page: 'new', clone: 'soc' }],
    ['#/new?clone=', { page: 'new' }],
  ])('%s', ([hash, route]) => {
    expect(parseRoute(hash)).toEqual(route);
  });
});
