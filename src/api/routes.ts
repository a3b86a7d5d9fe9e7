import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import { commandRoutes } from './command-routes.ts';
import {
  connectorDetailsSchema,
  connectorFormSchema,
  checkedFormSchema,
  testEventSchema,
  testFormSchema,
} from './connector-form.ts';
import { insightsSchema } from './insights.ts';
import {
  checkpointMoveSchema,
  checkpointViewSchema,
  confirmationSchema,
  deadLetterChoiceSchema,
  deadLettersDoneSchema,
  deadLettersSchema,
  gapsSchema,
  liveRecordsSchema,
  periodSchema,
  replayStateSchema,
  timelineSchema,
} from './operations.ts';
import { overviewChangeSchema, overviewSchema } from './overview.ts';
import { sessionRoutes } from './session-routes.ts';

const list = z.strictObject({ connectors: z.array(connectorDetailsSchema) }).meta({ id: 'Connectors' });
const since = z.strictObject({ after: z.coerce.number().int().optional() });
const page = since.extend({ limit: z.coerce.number().int().min(1).max(200).optional() });
const nothing = { answer: undefined, status: 204 } as const;

/** All the API does. The server has a handler for each, the OpenAPI document describes each, the browser calls them. */
export const apiRoutes = {
  ...sessionRoutes,
  status: {
    method: 'GET',
    path: '/status',
    summary: 'Collection status of every connector',
    role: 'viewer',
    answer: overviewSchema,
  },
  statusCsv: {
    method: 'GET',
    path: '/status.csv',
    summary: 'Collection status as a table',
    role: 'viewer',
    answer: z.string(),
    as: 'text/csv',
  },
  events: {
    method: 'GET',
    path: '/events',
    summary: 'What changes in the status, as it changes',
    role: 'viewer',
    answer: overviewChangeSchema,
    as: 'text/event-stream',
  },
  connectors: {
    method: 'GET',
    path: '/connectors',
    summary: 'How connectors are configured',
    role: 'viewer',
    answer: list,
  },
  createConnectors: {
    method: 'POST',
    path: '/connectors',
    summary: 'Add a connector for each source',
    role: 'admin',
    body: connectorFormSchema,
    answer: list,
    status: 201,
  },
  connector: {
    method: 'GET',
    path: '/connectors/{id}',
    summary: 'How a connector is configured',
    role: 'viewer',
    answer: connectorDetailsSchema,
  },
  updateConnector: {
    method: 'PUT',
    path: '/connectors/{id}',
    summary: 'Change a connector',
    role: 'admin',
    body: connectorFormSchema,
    answer: connectorDetailsSchema,
    conditional: true,
  },
  removeConnector: {
    method: 'DELETE',
    path: '/connectors/{id}',
    summary: 'Delete a connector',
    role: 'admin',
    body: confirmationSchema,
    ...nothing,
  },
  cloneConnector: {
    method: 'POST',
    path: '/connectors/{id}/clone',
    summary: 'Add a connector like this one',
    role: 'admin',
    body: z.strictObject({ name: z.string().trim().min(1).max(64) }).meta({ id: 'CloneName' }),
    answer: connectorDetailsSchema,
    status: 201,
  },
  check: {
    method: 'POST',
    path: '/check',
    summary: 'Check a form without using the network',
    // Follows references: whoever is no admin must not learn whether a file is there, nor have what it holds sent somewhere.
    role: 'admin',
    body: testFormSchema,
    answer: checkedFormSchema,
  },
  test: {
    method: 'POST',
    path: '/test',
    summary: 'Test a connection with what a form holds',
    role: 'admin',
    body: testFormSchema,
    answer: testEventSchema,
    as: 'application/x-ndjson',
  },
  testConnector: {
    method: 'POST',
    path: '/connectors/{id}/test',
    summary: 'Test the connection of a connector',
    role: 'operator',
    answer: testEventSchema,
    as: 'application/x-ndjson',
  },
  pause: { method: 'POST', path: '/connectors/{id}/pause', summary: 'Pause a connector', role: 'operator', ...nothing },
  resume: {
    method: 'POST',
    path: '/connectors/{id}/resume',
    summary: 'Resume a connector',
    role: 'operator',
    ...nothing,
  },
  poll: { method: 'POST', path: '/connectors/{id}/poll', summary: 'Poll now', role: 'operator', ...nothing },
  checkpoint: {
    method: 'GET',
    path: '/connectors/{id}/checkpoint',
    summary: 'Where a connector resumes',
    role: 'viewer',
    answer: checkpointViewSchema,
  },
  moveCheckpoint: {
    method: 'PUT',
    path: '/connectors/{id}/checkpoint',
    summary: 'Set or forget a checkpoint',
    role: 'admin',
    body: checkpointMoveSchema,
    answer: checkpointViewSchema,
  },
  records: {
    method: 'GET',
    path: '/connectors/{id}/records',
    summary: 'Records that went by',
    role: 'operator',
    query: since,
    answer: liveRecordsSchema,
  },
  deadLetters: {
    method: 'GET',
    path: '/connectors/{id}/dead-letters',
    summary: 'Records that were set aside',
    role: 'operator',
    query: page,
    answer: deadLettersSchema,
  },
  sendDeadLetters: {
    method: 'POST',
    path: '/connectors/{id}/dead-letters/send',
    summary: 'Send set-aside records again',
    role: 'operator',
    body: deadLetterChoiceSchema,
    answer: deadLettersDoneSchema,
  },
  discardDeadLetters: {
    method: 'POST',
    path: '/connectors/{id}/dead-letters/discard',
    summary: 'Discard set-aside records for good',
    role: 'admin',
    body: deadLetterChoiceSchema,
    answer: deadLettersDoneSchema,
  },
  gaps: {
    method: 'GET',
    path: '/connectors/{id}/gaps',
    summary: 'Records the key may not see',
    role: 'viewer',
    answer: gapsSchema,
  },
  insights: {
    method: 'GET',
    path: '/connectors/{id}/insights',
    summary: 'What a source has noticed: counts that agree or do not, and drift',
    role: 'viewer',
    answer: insightsSchema,
  },
  timeline: {
    method: 'GET',
    path: '/connectors/{id}/timeline',
    summary: 'What happened to a connector',
    role: 'viewer',
    query: page,
    answer: timelineSchema,
  },
  replay: {
    method: 'GET',
    path: '/connectors/{id}/replay',
    summary: 'The period that is sent again',
    role: 'viewer',
    answer: replayStateSchema.nullable(),
  },
  startReplay: {
    method: 'POST',
    path: '/connectors/{id}/replay',
    summary: 'Send a period again',
    role: 'operator',
    body: periodSchema,
    answer: replayStateSchema,
    status: 202,
  },
  cancelReplay: {
    method: 'DELETE',
    path: '/connectors/{id}/replay',
    summary: 'Stop sending a period again',
    role: 'operator',
    ...nothing,
  },
  ...commandRoutes,
} as const satisfies Readonly<Record<string, ApiRoute>>;

export type ApiRouteName = keyof typeof apiRoutes;
