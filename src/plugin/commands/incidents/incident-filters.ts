import { z } from 'zod';
import { listOf } from '../input/list-of.ts';

/** What the value of a filter is: one word, yes or no, a text to find, or a list of texts. */
type ValueKind = 'word' | 'claim' | 'text' | 'texts';

/**
 * Fields and operators (Cortex XDR REST API, Get Incidents). `in` of a status is in no document, but in use by the
 * vendor's own client.
 */
const operatorsOf = {
  incident_id_list: { in: 'texts' },
  description: { in: 'texts', contains: 'text' },
  alert_sources: { in: 'texts' },
  status: { eq: 'word', neq: 'word', in: 'texts' },
  starred: { eq: 'claim', neq: 'claim' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, ValueKind>>>>;

type FilterField = keyof typeof operatorsOf;

export interface IncidentFilter {
  readonly field: FilterField;
  readonly operator: string;
  readonly value: string | boolean | readonly string[];
}

const fields = Object.keys(operatorsOf) as [FilterField, ...FilterField[]];

const filter = z
  .strictObject(
    {
      field: z.enum(fields, { error: `must be one of ${fields.join(', ')}` }),
      operator: z.enum(['eq', 'neq', 'in', 'contains'], { error: 'must be one of eq, neq, in, contains' }),
      value: z.union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.number()])).max(1000)], {
        error: 'must be a text, true or false, or a list of texts',
      }),
    },
    { error: 'must be {"field": …, "operator": …, "value": …}' },
  )
  .transform(({ field, operator, value }, ctx): IncidentFilter => {
    const operators: Readonly<Record<string, ValueKind>> = operatorsOf[field];
    const kind = operators[operator];
    const checked = kind && valueOf(kind, value);
    if (checked?.success) return { field, operator, value: field === 'status' ? asStatus(checked.data) : checked.data };
    const message = kind
      ? `${field} ${operator} needs ${needed[kind]}`
      : `${field} knows the operators ${Object.keys(operators).join(', ')}`;
    ctx.issues.push({ code: 'custom', message, input: value });
    return z.NEVER;
  });

const needed: Readonly<Record<ValueKind, string>> = {
  word: 'one word',
  claim: 'true or false',
  text: 'a text',
  texts: 'a list of texts',
};

const text = z.string().trim().min(1);

function valueOf(kind: ValueKind, value: unknown) {
  if (kind === 'texts') return listOf({ what: 'texts' }).safeParse(value);
  if (kind === 'claim') return z.boolean().safeParse(value);
  return text.safeParse(value);
}

/** `Resolved True Positive` as the API has it. */
function asStatus(value: IncidentFilter['value']): IncidentFilter['value'] {
  if (typeof value === 'boolean') return value;
  const word = (one: string) => one.toLowerCase().replaceAll(/[\s-]+/g, '_');
  return typeof value === 'string' ? word(value) : value.map(word);
}

/** Filters on incidents, as the API takes them; one by itself is a list of one. */
export function incidentFilters() {
  const list = z
    .array(filter, { error: 'must be a list of {"field": …, "operator": …, "value": …}' })
    .min(1, { error: 'must hold at least one' })
    .max(20, { error: 'must hold at most 20' });
  const isOne = (given: unknown) => typeof given === 'object' && given !== null && !Array.isArray(given);
  return z.preprocess((given) => (isOne(given) ? [given] : given), list);
}
