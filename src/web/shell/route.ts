export const connectorTabs = [
  'overview',
  'records',
  'history',
  'checkpoint',
  'dead-letters',
  'insights',
  'commands',
  'timeline',
  'configuration',
  'metrics',
] as const;
export type ConnectorTab = (typeof connectorTabs)[number];

/** A page of the console. */
export type Route =
  | { readonly page: 'status' }
  | { readonly page: 'connector'; readonly id: string; readonly tab: ConnectorTab }
  | { readonly page: 'new'; readonly clone?: string }
  | { readonly page: 'edit'; readonly id: string };

/** The page an address names; what names none is the dashboard. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [first, id, last] = path.split('/').map(decoded);
  if (first === 'new') {
    const clone = new URLSearchParams(search).get('clone');
    return clone ? { page: 'new', clone } : { page: 'new' };
  }
  if (first !== 'connectors' || !id) return { page: 'status' };
  if (last === 'edit') return { page: 'edit', id };
  return { page: 'connector', id, tab: connectorTabs.find((tab) => tab === last) ?? 'overview' };
}

/** The address of a page, for links. */
export function hrefOf(route: Route): string {
  switch (route.page) {
    case 'status':
      return '#/';
    case 'new':
      return route.clone === undefined ? '#/new' : `#/new?${new URLSearchParams({ clone: route.clone }).toString()}`;
    case 'edit':
      return `#/connectors/${encodeURIComponent(route.id)}/edit`;
    case 'connector':
      return `#/connectors/${encodeURIComponent(route.id)}/${route.tab}`;
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
