import { z } from 'zod';
import { mostInlineRows } from '../../xql/query-results.ts';
import { listOf } from '../input/list-of.ts';
import { timeOf } from '../input/time-of.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { yesOrNo } from '../input/yes-or-no.ts';

const mostSeconds = 3600;

const text = (what: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? 'is required' : `must be ${what}`) })
    .trim()
    .min(1, { error: `must be ${what}, and is empty` });

const gzip = yesOrNo()
  .prefault(false)
  .meta({
    title: 'Is Gzip Compressed',
    description:
      'Whether the rows come as a gzip file, which is kept as it is (.ndjson.gz). Default: false, lines of JSON; those ' +
      'are compressed on the way as well, where the API does so.',
    examples: [true],
  });

/** Of Start XQL Query. */
export const startParameters = {
  query: text('a query in XQL')
    .max(50_000, { error: 'must be at most 50,000 characters long' })
    .meta({
      title: 'Query',
      description: 'The query in XQL. It can be tried in the Query Builder of the console.',
      examples: ['dataset = xdr_data | fields event_id, event_type, event_sub_type | limit 3'],
    }),
  start_time: timeOf()
    .optional()
    .meta({
      title: 'Start Time',
      description: 'Begin of the period the query is about, in UTC. Either this or last_hours is required.',
      examples: ['2026-01-31 08:00', '2026-01-31T08:00:00Z'],
    }),
  end_time: timeOf()
    .optional()
    .meta({
      title: 'End Time',
      description: 'End of the period, in UTC, included. Default: now.',
      examples: ['2026-01-31 09:00'],
    }),
  last_hours: z
    .number({ error: 'must be a number of hours' })
    .positive({ error: 'must be more than 0' })
    .max(8784, { error: 'must be at most 8784, a year' })
    .optional()
    .meta({
      title: 'Last Hours',
      description: 'Instead of start and end: so many hours up to now. At most 8784.',
      examples: [24],
    }),
  tenants: listOf({ what: 'ids of tenants' })
    .optional()
    .meta({
      title: 'Tenants',
      description: 'Of a managing tenant: ids of those below it whose data is asked for. Default: its own.',
      examples: [['9995067425']],
    }),
  wait: yesOrNo()
    .prefault(false)
    .meta({
      title: 'Wait',
      description: 'Whether to wait for the end of the query and bring its rows. Default: false, its id alone.',
      examples: [true],
    }),
  max_wait_seconds: wholeNumber({ least: 0, most: mostSeconds })
    .prefault(300)
    .meta({
      title: 'Longest Wait',
      description:
        'How long to wait at most: for one of the four queries a tenant may run at once to end, and, with wait, for the ' +
        'end of this one. Default 300, at most 3600.',
      examples: [600],
    }),
  is_gzip_compressed: gzip,
};

type Period = { readonly start_time?: number | undefined; readonly end_time?: number | undefined };
type Given = Period & { readonly last_hours?: number | undefined };

/** A period is required: a query over everything there is costs accordingly. */
export function checkTimeframe(given: Given, ctx: z.RefinementCtx): void {
  const { start_time: from, end_time: to, last_hours: hours } = given;
  const problem = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message });
  if (hours !== undefined && (from !== undefined || to !== undefined)) {
    problem('last_hours', 'must not be given beside start_time or end_time');
  }
  if (hours === undefined && from === undefined) problem('start_time', 'is required (or last_hours)');
  if (from !== undefined && to !== undefined && to < from) problem('end_time', 'must not be before start_time');
}

export function timeframeOf({ start_time, end_time, last_hours }: Given, nowMs: number) {
  const from = start_time ?? nowMs - Math.round((last_hours ?? 24) * 3_600_000);
  return { from, to: end_time ?? nowMs };
}

/** Of Get XQL Query Results. */
export const resultsParameters = {
  query_ids: listOf({ what: 'ids of queries', most: 20 }).meta({
    title: 'Query IDs',
    description: 'Ids of the queries, as Start XQL Query gives them. At most 20.',
    examples: [['3dd7960a9b4549_16_inv']],
  }),
  limit: wholeNumber({ least: 1, most: mostInlineRows })
    .optional()
    .meta({
      title: 'Limit',
      description:
        'The most rows of each. Default: all, up to 1,000; of more the id of their stream. With a limit some tenants cut ' +
        'what is more, and give no stream.',
      examples: [100],
    }),
  max_wait_seconds: wholeNumber({ least: 0, most: mostSeconds })
    .prefault(60)
    .meta({
      title: 'Longest Wait',
      description: 'How long to wait for a query that is still running. Default 60; 0 looks once. At most 3600.',
      examples: [120],
    }),
};

/** Of Get XQL Query Results Stream. */
export const streamParameters = {
  stream_id: text('the id of a stream')
    .max(512, { error: 'must be at most 512 characters long' })
    .meta({
      title: 'Stream ID',
      description: 'Id of the stream, as Get XQL Query Results gives it for a query that found more than 1,000 rows.',
      examples: ['stream-3dd7960b9b4549_1_inv'],
    }),
  query_id: text('the id of a query')
    .max(512, { error: 'must be at most 512 characters long' })
    .optional()
    .meta({
      title: 'Query ID',
      description:
        'The query that the stream is of. It is then asked first how many rows it has found, and a stream that ends with ' +
        'fewer leaves no file. Default: rows are taken to be all there are when the stream ends well.',
      examples: ['3dd7960a9b4549_16_inv'],
    }),
  is_gzip_compressed: gzip,
};
