import { z } from 'zod';
import { errorKinds, gaugeNames } from '../../contract/index.ts';
import { counterNames } from '../state/connector-state.ts';
import { statusWords } from './status-word.ts';

const time = z.iso.datetime().describe('RFC 3339, UTC.');

/** What is told of an error, whoever failed. */
const errorShape = {
  kind: z.enum(errorKinds),
  code: z.string().optional(),
  message: z.string(),
  remedy: z.string().optional(),
};

export const connectorStatusSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  source: z.string(),
  tenant: z.string().describe('Origin of the API.'),
  destination: z.string(),
  status: z.enum(statusWords),
  reason: z.string().describe('Why this word, in one sentence.'),
  error: z
    .strictObject({
      ...errorShape,
      at: time,
      since: time.optional().describe('When the first failure in a row was; absent where only the last is known.'),
      inARow: z.int(),
    })
    .nullable(),
  lastPollAt: time.nullable().describe('When a poll last began.'),
  lastSuccessAt: time.nullable().describe('When a poll last ended without an error.'),
  lastEventAt: time.nullable().describe('Newest vendor time that the destination has accepted.'),
  lagMs: z.number().nullable().describe('Now less that time; 0 when everything there was has been delivered.'),
  nextAttemptAt: time.nullable(),
  recordsPerSecond: z.number().describe('Accepted by the destination, over the last minute.'),
  counters: z.record(z.enum(counterNames), z.number()).describe('Since the first start.'),
  gauges: z
    .partialRecord(z.enum(gaugeNames), z.number())
    .describe('How things stand beyond the checkpoint; absent: the source has nothing of the kind.'),
  sides: z
    .array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        error: z.strictObject({ ...errorShape, inARow: z.int() }).nullable(),
        lastSuccessAt: time.nullable(),
        nextRoundAt: time.nullable(),
      }),
    )
    .describe('Work beside the polls, such as details of what was delivered.'),
  history: z
    .strictObject({
      rangesDone: z.int(),
      ranges: z.int(),
      ratio: z.number(),
      from: time.nullable(),
      to: time,
      etaMs: z.number().nullable().describe('Null while it is being estimated.'),
    })
    .nullable()
    .describe('The history read of a first start, while it lasts.'),
});

/** What the dashboard, the API and `cortex-otel status --json` show. */
export const statusReportSchema = z
  .strictObject({
    version: z.literal(1),
    at: time,
    host: z.strictObject({
      running: z.boolean(),
      pid: z.int().nullable(),
      version: z.string(),
      startedAt: time.nullable(),
    }),
    summary: z.string().describe('The roll-up in words; names the connector at fault.'),
    connectors: z.array(connectorStatusSchema),
  })
  .meta({ title: 'Collection status' });

export type ConnectorStatus = z.infer<typeof connectorStatusSchema>;
export type StatusReport = z.infer<typeof statusReportSchema>;
