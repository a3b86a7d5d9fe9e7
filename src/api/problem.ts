import { z } from 'zod';

/** What is wrong with one field of a form. Paths are dotted: `settings.api_key_id`. */
export const fieldProblemSchema = z
  .strictObject({
    path: z.string(),
    errors: z.array(z.string()),
    warnings: z.array(z.string()),
    suggested: z.string().optional().describe('A value that would be accepted.'),
  })
  .meta({ id: 'FieldProblem' });
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** Body of every answer that is no success. Never holds a value that was sent. */
export const problemSchema = z
  .strictObject({
    error: z.string().describe('What is wrong, in one sentence.'),
    code: z.string().optional().describe('Code of the error catalogue, docs/errors.md.'),
    remedy: z.string().optional().describe('What to do about it.'),
    fields: z.array(fieldProblemSchema).optional(),
    difference: z
      .array(z.strictObject({ path: z.string(), theirs: z.string(), yours: z.string() }))
      .optional()
      .describe('With 409: where what is saved by now differs from what was sent.'),
    id: z.string().optional().describe('Of the line in the log that says more.'),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problemSchema>;
