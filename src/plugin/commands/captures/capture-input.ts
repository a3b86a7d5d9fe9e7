import { z } from 'zod';
import { listOf } from '../input/list-of.ts';
import { timeOf } from '../input/time-of.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { wordOf } from '../input/word-of.ts';

/** In one answer (Cortex XDR REST API, Get Alerts PCAP). */
const mostAlerts = 100;

const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const;

export const captureInput = z.strictObject({
  creation_time: timeOf()
    .optional()
    .meta({
      title: 'Creation Time',
      description:
        'Only alerts that were created at this time or later: a time in UTC, or epoch milliseconds. Default: of any time.',
      examples: ['2019-12-22 14:15:09', '2026-01-31T08:00:00Z'],
    }),
  severities: z
    .preprocess(
      (given) => (typeof given === 'string' ? [given] : given),
      z
        .array(wordOf(severities), { error: 'must be a list of severities' })
        .min(1, { error: 'must hold at least one severity' })
        .transform((words): readonly string[] => [...new Set(words)]),
    )
    .optional()
    .meta({
      title: 'Severities',
      description: `Only alerts of these severities: ${severities.join(', ')}. Default: all.`,
      examples: [['medium']],
    }),
  alert_sources: listOf({ what: 'sources of alerts' })
    .optional()
    .meta({
      title: 'Alert Sources',
      description:
        'Only alerts of these sources, written as the tenant writes them. Alerts of PAN NGFW alone have a capture. ' +
        'Default: all.',
      examples: [['PAN NGFW']],
    }),
  alert_ids: listOf({ what: 'ids of alerts', most: mostAlerts })
    .refine((ids) => ids.every((id) => /^\d{1,20}$/.test(id)), { error: 'must be ids of alerts, which are numbers' })
    .optional()
    .meta({
      title: 'Alert IDs',
      description: `Only these alerts, at most ${mostAlerts}: alert_id of an alert. Each that has no capture is then named as failed.`,
      examples: [['3017', '3018']],
    }),
  limit: wholeNumber({ least: 1, most: mostAlerts })
    .prefault(mostAlerts)
    .meta({
      title: 'Limit',
      description: `How many alerts, the newest first: 1 to ${mostAlerts}. Default ${mostAlerts}.`,
      examples: [5],
    }),
});

export type CaptureInput = z.infer<typeof captureInput>;
