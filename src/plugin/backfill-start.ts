import { z } from 'zod';
import { durationMs } from '../shared/duration.ts';
import type { BackfillStart } from './cortex-config.ts';

const rfc3339 = z.iso.datetime({ offset: true });

/**
 * Where a first start begins. Whether a time lies in the future is seen when it is used: a check of settings has no
 * clock.
 */
export const backfillStart = z
  .string({ error: 'must be all, now, a time or a duration' })
  .trim()
  .transform((text, ctx): BackfillStart => {
    if (text === 'all' || text === 'now') return { kind: text };
    const ms = durationMs(text);
    if (ms !== undefined) return { kind: 'ago', ms };
    if (rfc3339.safeParse(text).success) return { kind: 'time', timeMs: Math.max(1, Date.parse(text)) };
    const message = 'must be all, now, a time such as 2026-01-01T00:00:00Z or a duration such as 30d';
    ctx.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  });
