import { z } from 'zod';
import type { FieldReport, Plugin } from '../../../src/contract/index.ts';
import { nearestName } from '../../../src/shared/nearest-name.ts';
import { Secret } from '../../../src/shared/secret.ts';

const settings = z.strictObject({
  source: z.string(),
  host: z.string({ error: 'is required' }),
  token: z
    .string()
    .min(3, { error: 'is too short' })
    .transform((text) => new Secret(text))
    .meta({ 'x-secret': true }),
  proxy: z.string().optional().meta({ 'x-secret': true }),
  salt: z.string().min(32, { error: 'is too short' }).optional().meta({ 'x-secret': true }),
  ca_file: z.string().regex(/^PEM/, { error: 'must be PEM' }).optional().meta({ 'x-file': true }),
  rules: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  speed: z.union([z.number(), z.string()]).optional(),
});

/** One setting that the other source does not know. */
const evenSettings = settings.extend({ divisor: z.string().optional() });

const configurationOf = (of: z.ZodType) => z.toJSONSchema(of, { target: 'draft-07', io: 'input' });
const source = { description: '', events: ['number'], prerequisites: [], steps: [], order: [] };

/** A plugin of two sources that knows nothing but its settings. */
export const numbersPlugin: Plugin = {
  manifest: {
    id: '3f6f1d5e-7c0e-4f3a-9d57-6a2f7d3c1b10',
    slug: 'numbers',
    version: '1.0.0',
    title: 'Numbers',
    description: '',
    sources: [
      {
        ...source,
        id: 'odd-numbers',
        title: 'Odd numbers',
        configuration: configurationOf(settings.omit({ source: true })),
      },
      {
        ...source,
        id: 'even-numbers',
        title: 'Even numbers',
        configuration: configurationOf(evenSettings.omit({ source: true })),
      },
    ],
    commands: [],
  },
  commands: [],
  validate(input) {
    const isEven = (input as { source?: unknown }).source === 'even-numbers';
    const known = isEven ? evenSettings : settings;
    const result = known.safeParse(input);
    if (!result.success) return { ok: false, fields: result.error.issues.flatMap((issue) => reports(issue, known)) };
    const { source: id, host: tenant, ...rest } = result.data;
    const slow = { path: 'speed', errors: [], warnings: ['is slow'], suggested: '2' };
    const config = { source: id, tenant, pollIntervalMs: 1000, ...rest };
    return { ok: true, config, fields: rest.speed === 1 ? [slow] : [] };
  },
  async *test() {},
  open() {
    throw new Error('Nothing here opens a source');
  },
};

function reports(issue: z.core.$ZodIssue, known: z.ZodObject): readonly FieldReport[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((path) => {
      const suggested = nearestName(path, Object.keys(known.shape));
      return { path, errors: ['is no setting'], warnings: [], ...(suggested !== undefined && { suggested }) };
    });
  }
  return [{ path: issue.path.join('.'), errors: [issue.message], warnings: [] }];
}
