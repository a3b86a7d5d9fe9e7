/**
 * The API a tenant speaks: `incidents` (XDR up to 4, XSIAM 2), `cases` (XDR 5, XSIAM 3, whose document lists neither
 * `incidents/*` nor `alerts/*`), or `both`, as tenants do that have been moved.
 */
export type Generation = 'incidents' | 'cases' | 'both';

/** Whether a tenant of this generation knows a route at all. */
export function speaks(generation: Generation, route: string): boolean {
  if (/^\/public_api\/v\d+\/(incidents|alerts)\//.test(route)) return generation !== 'cases';
  if (/^\/public_api\/v\d+\/(case|issue)\//.test(route)) return generation !== 'incidents';
  return true;
}
