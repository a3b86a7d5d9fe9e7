import { z } from 'zod';
import { timeOf } from '../input/time-of.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { wordOf } from '../input/word-of.ts';
import { yesOrNo } from '../input/yes-or-no.ts';
import { incidentFilters } from './incident-filters.ts';

const minuteMs = 60_000;

const incidentTime = () =>
  wordOf(['creation', 'modification'], { creation_time: 'creation', modification_time: 'modification' });

/** Parameters of Fetch Incident; `start_time` and `end_time` in epoch milliseconds. */
export const fetchInput = z
  .strictObject({
    start_time: timeOf()
      .optional()
      .meta({
        title: 'Start Time',
        description: 'The first time of the range, included, in UTC. Without it the range begins with the oldest.',
        examples: ['2019-12-22 00:00', '2026-01-31T08:00:00Z'],
      }),
    end_time: timeOf()
      .optional()
      .meta({
        title: 'End Time',
        description: 'The last time of the range, included, in UTC. Without it the range ends with the newest.',
        examples: ['2019-12-23 00:00'],
      }),
    time_field: incidentTime()
      .prefault('creation')
      .meta({
        title: 'Time Field',
        description: 'The time that start_time and end_time are on: creation or modification.',
        examples: ['modification'],
      }),
    limit: wholeNumber({ least: 1, most: 100 })
      .prefault(20)
      .meta({
        title: 'Number of Incident(s) Fetched',
        description: 'The most incidents to return, 1 to 100. Anything else is refused rather than taken as 20.',
        examples: [1, 100],
      }),
    offset: wholeNumber({ least: 0, most: 9_900 })
      .prefault(0)
      .meta({
        title: 'Offset',
        description:
          'So many of the first incidents are passed over, 9900 at most: the API has no more of one list. The list ' +
          'changes between two calls; to go on where nothing may be missed, move start_time or end_time instead.',
        examples: [20],
      }),
    order_by: incidentTime()
      .prefault('creation')
      .meta({
        title: 'Order By',
        description: 'The time to order by: creation or modification.',
        examples: ['modification'],
      }),
    direction: wordOf(['ascending', 'descending'], { asc: 'ascending', desc: 'descending' })
      .prefault('descending')
      .meta({
        title: 'Direction',
        description: 'ascending: oldest first. descending: newest first.',
        examples: ['ascending'],
      }),
    other_filters: incidentFilters()
      .optional()
      .meta({
        title: 'Other Filters',
        description:
          'A list of conditions, or one by itself; all have to hold, beside the time range. incident_id_list in; ' +
          'description in, contains; alert_sources in; status eq, neq, in; starred eq, neq. alert_sources is judged ' +
          'here, after reading, because the API finds nothing for two sources and fails beside another filter.',
        examples: [
          [
            { field: 'status', operator: 'eq', value: 'resolved_true_positive' },
            { field: 'alert_sources', operator: 'in', value: ['XDR Agent', 'XDR Analytics'] },
          ],
        ],
      }),
    tolerance_scope: wholeNumber({ least: 0, most: 10_080 })
      .prefault(0)
      .meta({
        title: 'Tolerance Scope',
        description: 'Minutes by which the range begins before start_time, for incidents that showed up late.',
        examples: [5],
      }),
    allow_retrieve_extra_data: yesOrNo()
      .prefault(false)
      .meta({
        title: 'Allow Retrieve Extra Data',
        description:
          'Whether alerts and artifacts of each incident are returned too. One request for each incident; the API ' +
          'allows ten a minute, nine are made: 100 incidents take eleven minutes.',
        examples: [true],
      }),
  })
  .superRefine(({ start_time, end_time, tolerance_scope }, ctx) => {
    if (start_time !== undefined && end_time !== undefined && start_time > end_time) {
      ctx.addIssue({ code: 'custom', path: ['end_time'], message: 'must not be before start_time' });
    }
    if (start_time === undefined && tolerance_scope > 0) {
      ctx.addIssue({ code: 'custom', path: ['tolerance_scope'], message: 'needs a start_time to begin before' });
    }
  });

export type FetchInput = z.infer<typeof fetchInput>;

/** Where the range begins, epoch milliseconds; absent: with the oldest. */
export function rangeStartMs({ start_time, tolerance_scope }: FetchInput): number | undefined {
  return start_time === undefined ? undefined : Math.max(1, start_time - tolerance_scope * minuteMs);
}
