import { z } from 'zod';
import { manifestSchema } from '../contract/index.ts';

/** What the browser has to know of this collector to draw its forms. */
export const consoleInfoSchema = z
  .strictObject({
    version: z.string(),
    manifests: z.array(manifestSchema).describe('Of every plugin that is loaded; forms are drawn from these alone.'),
    destination: z.string().describe("The collector's own destination, for display."),
    secrets: z
      .enum(['sealed', 'references'])
      .describe(
        'sealed: a key that is typed in is kept encrypted. references: only ${env:NAME} and ${file:/path} are.',
      ),
    statusWords: z.array(z.string()),
  })
  .meta({ id: 'ConsoleInfo' });
export type ConsoleInfo = z.infer<typeof consoleInfoSchema>;
