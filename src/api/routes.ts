import { z } from 'zod';
import {
  connectorDetailsSchema,
  connectorFormSchema,
  checkedFormSchema,
  testEventSchema,
  testFormSchema,
} from './connector-form.ts';
import { consoleInfoSchema } from './console-info.ts';
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
import type { Role } from './role.ts';
import { sessionSchema, signInSchema } from './session.ts';

/** One thing the API does. The server has a handler for each, the OpenAPI document describes each, the browser calls them. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1; `{id}` is the id of a connector. */
  readonly path: string;
  readonly summary: string;
  /** The least role that may; undefined: whoever asks. */
  readonly role: Role | undefined;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType | undefined;
  /** Of a success; default 200. 204 has no answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Default application/json; then `answer` is one line or event of the stream. */
  readonly as?: 'text/event-stream' | 'application/x-ndjson' | 'text/csv' | 'application/vnd.oai.openapi+json';
  /** The body must carry the current ETag as If-Match. */
  readonly conditional?: true;
}

const list = z.strictObject({ connectors: z.array(connectorDetailsSchema) }).meta({ id: 'Connectors' });
const page = z.strictObject({
  after: z.coerce.number().int().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const since = z.strictObject({ after: z.coerce.number().int().optional() });
const nothing = { answer: undefined, status: 204 } as const;

export const apiRoutes = {
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with a token',
    role: undefined,
    body: signInSchema,
    answer: sessionSchema,
  },
  session: { method: 'GET', path: '/session', summary: 'Who is signed in', role: 'viewer', answer: sessionSchema },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', role: 'viewer', ...nothing },
  info: {
    method: 'GET',
    path: '/info',
    summary: 'Manifests, version, destination',
    role: 'viewer',
    answer: consoleInfoSchema,
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    role: 'viewer',
    answer: z.unknown(),
    as: 'application/vnd.oai.openapi+json',
  },
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
    role: 'operator',
    body: testFormSchema,
    answer: checkedFormSchema,
  },
  test: {
    method: 'POST',
    path: '/test',
    summary: 'Test a connection with what a form holds',
    role: 'operator',
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
} as const satisfies Readonly<Record<string, ApiRoute>>;

export type ApiRouteName = keyof typeof apiRoutes;
