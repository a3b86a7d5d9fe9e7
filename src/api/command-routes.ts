import { z } from 'zod';
import type { ApiRoute } from './api-route.ts';
import {
  callDetailsSchema,
  callHistorySchema,
  checkedCommandSchema,
  commandEventSchema,
  commandInputSchema,
  commandRunSchema,
  connectorCommandsSchema,
} from './commands.ts';

const bytes = z.string().meta({ format: 'binary' });

/** What is done once with the key of a connector. Inputs and results may name people: not for everybody who may look. */
export const commandRoutes = {
  commands: {
    method: 'GET',
    path: '/connectors/{id}/commands',
    summary: 'Commands of a connector, and which it allows',
    role: 'viewer',
    answer: connectorCommandsSchema,
  },
  checkCommand: {
    method: 'POST',
    path: '/connectors/{id}/commands/check',
    summary: 'Check the input of a command',
    role: 'operator',
    body: commandInputSchema,
    answer: checkedCommandSchema,
  },
  calls: {
    method: 'GET',
    path: '/connectors/{id}/calls',
    summary: 'Commands that were run',
    role: 'operator',
    query: z.strictObject({
      after: z.coerce.number().int().optional(),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: callHistorySchema,
  },
  runCommand: {
    method: 'POST',
    path: '/connectors/{id}/calls',
    summary: 'Run a command',
    role: 'operator',
    body: commandRunSchema,
    answer: commandEventSchema,
    as: 'application/x-ndjson',
  },
  call: {
    method: 'GET',
    path: '/connectors/{id}/calls/{call}',
    summary: 'One run of a command, and its result',
    role: 'operator',
    answer: callDetailsSchema,
  },
  stopCall: {
    method: 'POST',
    path: '/connectors/{id}/calls/{call}/stop',
    summary: 'Stop a run: what has been sent by then goes on',
    role: 'operator',
    answer: undefined,
    status: 204,
  },
  callResult: {
    method: 'GET',
    path: '/connectors/{id}/calls/{call}/result',
    summary: 'The whole result of a run, as JSON',
    role: 'operator',
    answer: bytes,
    as: 'application/octet-stream',
  },
  callFile: {
    method: 'GET',
    path: '/connectors/{id}/calls/{call}/files/{file}',
    summary: 'A file a run has left',
    role: 'operator',
    answer: bytes,
    as: 'application/octet-stream',
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;
