import { z } from 'zod';
import { durationBetween } from '../shared/duration.ts';
import { backfillStart } from './backfill-start.ts';
import type { BackfillStart, QueryConfig } from './cortex-config.ts';
import { isRowByRow } from './xql/is-row-by-row.ts';
import { wordsOf } from './selection/selection-words.ts';
import { settingsFields } from './settings-fields.ts';

/** Longer ones would not fit a request, or the form. */
const longestQuery = 20_000;

const query = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') })
  .trim()
  .min(1, { error: 'is required' })
  .max(longestQuery, { error: `must be at most ${longestQuery} characters long` })
  .refine((text) => !/\btimeframe\s*=/i.test(text), {
    error: 'must not set a timeframe: each run has the window of time that is next (xql_window)',
  });

const tenants = z
  .union([z.string(), z.array(z.string())], { error: 'must be text, with commas between tenants, or a list' })
  .transform((given) => wordsOf(given) ?? []);

/** The settings of a source of queries: what is shared, but for `overlap`, in whose place `xql_delay` is. */
const { overlap: _, ...shared } = settingsFields;

export const queryFields = {
  xql_query: query.meta({
    title: 'XQL query',
    description:
      'What is run over each window of time, as the Query Center takes it, without a timeframe. Rows that _time says more ' +
      'of than the window are as the query makes them: counts are counts of a window.',
    examples: [
      'dataset = xdr_data | filter event_type = ENUM.PROCESS | fields _time, agent_hostname, action_process_image_name',
    ],
    'x-selection': true,
  }),
  xql_name: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .meta({
      title: 'Name of the query',
      description: 'Said of every record beside the hash of the query.',
      examples: ['new processes'],
      'x-selection': true,
    }),
  xql_window: durationBetween('1m', '24h')
    .prefault('15m')
    .meta({
      title: 'Window',
      description:
        'How much time each run of the query is about. Windows follow each other without a gap. Each run costs quota.',
      examples: ['15m', '1h'],
      'x-selection': true,
    }),
  xql_delay: durationBetween('0s', '24h')
    .prefault('5m')
    .meta({
      title: 'Delay',
      description: 'How long after its end a window is left to settle: rows that come later than that are missed.',
      examples: ['5m', '30m'],
      'x-selection': true,
    }),
  xql_tenants: tenants.optional().meta({
    title: 'Tenants of the query',
    description: 'Of a tenant that manages others: IDs of those whose data is asked for, with commas between them.',
    'x-advanced': true,
    'x-selection': true,
  }),
} as const;

export const queryOwnFields = {
  ...shared,
  backfill_start_time: backfillStart.prefault('now').meta({
    ...settingsFields.backfill_start_time.meta(),
    description:
      'Read on the first start only. now: the window of this moment is the first one. A time, or how long ago: each window ' +
      'since then as well, at the cost of a run. all: as far back as there is anything, for queries that look at each row ' +
      'by itself.',
    examples: ['now', '2026-01-01T00:00:00Z', '7d'],
  }),
  ...queryFields,
} as const;

export function queryConfigOf(settings: z.output<z.ZodObject<typeof queryFields>>): QueryConfig {
  return {
    text: settings.xql_query,
    name: settings.xql_name,
    windowMs: settings.xql_window,
    delayMs: settings.xql_delay,
    tenants: settings.xql_tenants ?? [],
  };
}

/** What is wrong with settings together. */
export function queryProblems(given: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  const { xql_query: text, backfill_start_time: start } = given;
  const isAll = start === 'all' || (start as BackfillStart | undefined)?.kind === 'all';
  if (typeof text !== 'string' || !isAll || isRowByRow(text)) return [];
  return [
    ['backfill_start_time', 'cannot be all for a query that sums up its rows: each window would be a run; give a time'],
  ];
}
