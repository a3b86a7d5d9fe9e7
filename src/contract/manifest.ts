import { z } from 'zod';
import { commandManifestSchema } from './command.ts';

const jsonSchema = z.record(z.string(), z.unknown());

/** A source in the manifest: what a person chooses, and the form to fill in. */
export const sourceManifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  title: z.string(),
  description: z.string(),
  retentionDays: z
    .int()
    .min(1)
    .optional()
    .describe('How long the vendor keeps a record; absent where it is kept for good, or nobody knows.'),
  events: z.array(z.string()).describe('event_name values of its records.'),
  prerequisites: z.array(z.string()).describe('What must be in place before it can be configured.'),
  steps: z.array(z.string()).describe('Numbered steps that lead to the values of the form.'),
  order: z.array(z.string()).describe('Order of the fields in a form.'),
  configuration: jsonSchema.describe(
    'JSON Schema, draft-07. A secret carries `x-secret: true` and `writeOnly: true`; `x-binds-secret: true` marks what decides who sees it.',
  ),
});

/** What a host reads without running code. Generated into `manifest.json`. */
export const manifestSchema = z
  .strictObject({
    id: z.uuid().describe('Never changes.'),
    slug: z.string(),
    version: z.string(),
    title: z.string(),
    description: z.string(),
    sources: z.array(sourceManifestSchema).min(1),
    commands: z.array(commandManifestSchema),
  })
  .meta({ title: 'Plugin manifest' });

export type Manifest = z.infer<typeof manifestSchema>;
export type SourceManifest = z.infer<typeof sourceManifestSchema>;
