import { z } from 'zod';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const pattern = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** Milliseconds of a duration such as `500ms`, `60s`, `5m`, `24h` or `30d`; undefined when it is none. */
export function durationMs(text: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  return Math.round(Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN));
}

/** A setting that is a duration between two others, both included; its value is milliseconds. */
export function durationBetween(least: string, most: string) {
  const [leastMs, mostMs] = [durationMs(least) ?? Number.NaN, durationMs(most) ?? Number.NaN];
  return z
    .string({ error: 'must be a duration such as 60s' })
    .regex(pattern, { error: `must be a duration such as 500ms, 60s, 5m, 24h or 30d` })
    .transform((text) => durationMs(text) ?? Number.NaN)
    .refine((ms) => ms >= leastMs && ms <= mostMs, { error: `must be between ${least} and ${most}` });
}
