import type { ApiRouteName, apiRoutes } from '../../api/routes.ts';

type Address<N extends ApiRouteName> = `${(typeof apiRoutes)[N]['method']} ${(typeof apiRoutes)[N]['path']}`;

/** Where each route is. The table of the routes itself would bring its schemas along; the compiler keeps the two equal. */
export const routeAddresses: { readonly [N in ApiRouteName]: Address<N> } = {
  signIn: 'POST /session',
  session: 'GET /session',
  signOut: 'DELETE /session',
  info: 'GET /info',
  openapi: 'GET /openapi.json',
  status: 'GET /status',
  statusCsv: 'GET /status.csv',
  events: 'GET /events',
  connectors: 'GET /connectors',
  createConnectors: 'POST /connectors',
  connector: 'GET /connectors/{id}',
  updateConnector: 'PUT /connectors/{id}',
  removeConnector: 'DELETE /connectors/{id}',
  cloneConnector: 'POST /connectors/{id}/clone',
  check: 'POST /check',
  test: 'POST /test',
  testConnector: 'POST /connectors/{id}/test',
  pause: 'POST /connectors/{id}/pause',
  resume: 'POST /connectors/{id}/resume',
  poll: 'POST /connectors/{id}/poll',
  checkpoint: 'GET /connectors/{id}/checkpoint',
  moveCheckpoint: 'PUT /connectors/{id}/checkpoint',
  records: 'GET /connectors/{id}/records',
  deadLetters: 'GET /connectors/{id}/dead-letters',
  sendDeadLetters: 'POST /connectors/{id}/dead-letters/send',
  discardDeadLetters: 'POST /connectors/{id}/dead-letters/discard',
  gaps: 'GET /connectors/{id}/gaps',
  insights: 'GET /connectors/{id}/insights',
  timeline: 'GET /connectors/{id}/timeline',
  replay: 'GET /connectors/{id}/replay',
  startReplay: 'POST /connectors/{id}/replay',
  cancelReplay: 'DELETE /connectors/{id}/replay',
};
