import { z } from 'zod';
import { generationNames } from './generation.ts';

/** Settings of the sources that either generation of the API can be asked for. */
export const generationSettings = {
  api_generation: z
    .enum(['auto', ...generationNames], { error: 'must be auto, incidents or cases' })
    .prefault('auto')
    .meta({
      title: 'API generation',
      description:
        'incidents: the tenant has incidents and alerts. cases: cases and issues, as from Cortex XDR 5 on. auto finds ' +
        'out, remembers it, and moves over when the tenant does.',
      'x-advanced': true,
    }),
} as const;
