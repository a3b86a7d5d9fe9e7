import { z } from 'zod';
import type { JsonValue } from '../../../contract/index.ts';
import { listOf } from '../input/list-of.ts';
import { timeOf } from '../input/time-of.ts';
import { wordOf } from '../input/word-of.ts';

/* What an indicator may be: Cortex XDR REST API, Insert Simple Indicators, JSON. */
const types = { hash: 'HASH', ip: 'IP', domain: 'DOMAIN_NAME', file: 'FILENAME', path: 'PATH' } as const;
/** UNKNOWN stands in the D3 document only: the API says itself where it does not take it. */
const severities = {
  informational: 'INFO',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
  unknown: 'UNKNOWN',
} as const;

type Names<Table> = [keyof Table & string, ...(keyof Table & string)[]];
const namesOf = <Table extends object>(table: Table) => Object.keys(table) as Names<Table>;

const reputation = () => wordOf(['good', 'bad', 'suspicious', 'unknown', 'no_reputation']);
const reliability = () => wordOf(['a', 'b', 'c', 'd', 'e', 'f']);

const vendor = z.strictObject(
  {
    vendor_name: z
      .string({ error: 'must be a name' })
      .trim()
      .min(1, { error: 'must be a name' })
      .max(256, { error: 'must be at most 256 characters long' }),
    reliability: reliability(),
    reputation: reputation(),
  },
  { error: 'must be {"vendor_name": …, "reliability": …, "reputation": …}' },
);

/** Parameters of Create Indicator. */
export const indicatorInput = z.strictObject({
  indicator_type: wordOf(namesOf(types), { domain_name: 'domain', filename: 'file', file_name: 'file' }).meta({
    title: 'Indicator Type',
    description: 'hash (MD5 or SHA-256), ip, domain, file (a name) or path.',
    examples: ['ip'],
  }),
  indicator: listOf({ what: 'indicators', most: 100 }).meta({
    title: 'Indicator',
    description: 'The indicator; or several that are alike in all else, 100 at most.',
    examples: [['203.0.113.7'], ['203.0.113.7', '203.0.113.8']],
  }),
  severity: wordOf(namesOf(severities), { info: 'informational' }).meta({
    title: 'Severity',
    description: 'How severe it is: informational, low, medium, high, critical or unknown.',
    examples: ['high'],
  }),
  reputation: reputation()
    .optional()
    .meta({
      title: 'Reputation',
      description: 'What is thought of it: good, bad, suspicious, unknown or no_reputation.',
      examples: ['suspicious'],
    }),
  reliability: reliability()
    .optional()
    .meta({
      title: 'Reliability',
      description: 'How far its source is to be trusted, from A, completely, to F, not known.',
      examples: ['c'],
    }),
  expiration_date: z
    .union([z.literal(['never', 'Never']).transform(() => 'Never' as const), timeOf()], {
      error: 'must be never, a time in UTC such as 2026-01-31T08:00:00Z or 2026-01-31 08:00, or epoch milliseconds',
    })
    .optional()
    .meta({
      title: 'Expiration Date',
      description: 'When it expires, in UTC, or never. Without it the tenant decides.',
      examples: ['2027-01-31 14:00', 'never'],
    }),
  comment: z
    .string({ error: 'must be text' })
    .max(65_536, { error: 'must be at most 65536 characters long' })
    .optional()
    .meta({ title: 'Comment', description: 'What people should know of it.', examples: ['From the report of May.'] }),
  vendors: z
    .array(vendor, { error: 'must be a list of {"vendor_name": …, "reliability": …, "reputation": …}' })
    .max(100, { error: 'must hold at most 100' })
    .optional()
    .meta({
      title: 'Vendors',
      description: 'Who else knows it, each with a name, a reliability (A to F) and a reputation; 100 at most.',
      examples: [[{ vendor_name: 'V1', reliability: 'a', reputation: 'good' }]],
    }),
});

export type IndicatorInput = z.infer<typeof indicatorInput>;

/** Each indicator as the API takes it. */
export function indicatorsOf(input: IndicatorInput): readonly { readonly [field: string]: JsonValue }[] {
  const { reputation: thought, reliability: trust, expiration_date: expires, comment, vendors } = input;
  return input.indicator.map((indicator) => ({
    indicator,
    type: types[input.indicator_type],
    severity: severities[input.severity],
    ...(thought !== undefined && { reputation: thought.toUpperCase() }),
    ...(trust !== undefined && { reliability: trust.toUpperCase() }),
    ...(expires !== undefined && { expiration_date: expires }),
    ...(comment !== undefined && { comment }),
    ...(vendors && {
      vendors: vendors.map((each) => ({
        vendor_name: each.vendor_name,
        reliability: each.reliability.toUpperCase(),
        reputation: each.reputation.toUpperCase(),
      })),
    }),
  }));
}
