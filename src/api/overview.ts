import { z } from 'zod';
import { connectorStatusSchema, statusReportSchema } from '../host/status/status-report.ts';

/** Polls a heartbeat shows, and buckets a rate is drawn with. */
export const heartbeatLength = 50;
export const rateBuckets = 60;

/** How one poll ended: well, with nothing new, held up by a limit, failed, or a person has to act. */
export const beatSchema = z.enum(['ok', 'empty', 'throttled', 'failed', 'action']);
export type Beat = z.infer<typeof beatSchema>;

/** A connector as the dashboard shows it. */
export const connectorOverviewSchema = z
  .strictObject({
    ...connectorStatusSchema.shape,
    origin: z
      .enum(['file', 'saved'])
      .describe('file: of the configuration file, read-only here. saved: made in the console.'),
    paused: z.strictObject({ by: z.string(), at: z.iso.datetime() }).nullable().describe('Who paused it, and when.'),
    beats: z
      .array(z.strictObject({ at: z.iso.datetime(), outcome: beatSchema, records: z.int(), ms: z.number() }))
      .max(heartbeatLength)
      .describe('The last polls, oldest first. Since the start of the process.'),
    rate: z
      .array(z.number())
      .length(rateBuckets)
      .describe('Records accepted per minute over the last hour, oldest first.'),
    deadLetters: z.int().describe('Records set aside.'),
    warning: z
      .string()
      .optional()
      .describe('Why to look although it is well by its status, such as a health check that failed.'),
  })
  .meta({ id: 'ConnectorOverview' });
export type ConnectorOverview = z.infer<typeof connectorOverviewSchema>;

/** Everything the dashboard shows. */
export const overviewSchema = z
  .strictObject({ ...statusReportSchema.shape, connectors: z.array(connectorOverviewSchema) })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;

/** One event of the stream: what changed since the event before it. The first one holds everything. */
export const overviewChangeSchema = z
  .strictObject({
    at: z.iso.datetime(),
    host: statusReportSchema.shape.host,
    summary: z.string(),
    whole: z.boolean().describe('True: connectors that are not named are gone.'),
    connectors: z.array(connectorOverviewSchema).describe('New ones, and those of which anything changed.'),
    removed: z.array(z.string()),
  })
  .meta({ id: 'OverviewChange' });
export type OverviewChange = z.infer<typeof overviewChangeSchema>;
