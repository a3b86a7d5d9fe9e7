import { z } from 'zod';

const time = z.iso.datetime();

export const driftFindingSchema = z
  .strictObject({
    kind: z.enum(['new-field', 'gone-field', 'new-type', 'new-value']),
    field: z.string(),
    what: z.string().nullable().describe('The type or the value that is new.'),
    sample: z.string().nullable().describe('Shape of a value, nothing of its content.'),
    firstSeenAt: time,
    lastSeenAt: time,
    records: z.int(),
  })
  .meta({ id: 'DriftFinding' });
export type DriftFinding = z.infer<typeof driftFindingSchema>;

export const checkedPeriodSchema = z
  .strictObject({
    from: time,
    to: time,
    delivered: z.int(),
    reported: z.int().nullable().describe('Null: not asked yet.'),
    state: z.enum(['waiting', 'agrees', 'certified', 'mismatch']),
    checkedAt: time.nullable(),
    nextCheckAt: time.nullable(),
  })
  .meta({ id: 'CheckedPeriod' });
export type CheckedPeriod = z.infer<typeof checkedPeriodSchema>;

/** The most of each kind that one answer holds. */
export const mostInsights = 500;

export const insightsSchema = z
  .strictObject({
    drift: z
      .array(driftFindingSchema)
      .max(mostInsights)
      .describe('How what the vendor sends differs from what is known.'),
    periods: z
      .array(checkedPeriodSchema)
      .max(mostInsights)
      .describe('Periods counted against what the API reports, newest first.'),
  })
  .meta({ id: 'Insights' });
export type Insights = z.infer<typeof insightsSchema>;
