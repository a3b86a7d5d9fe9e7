import { z } from 'zod';

/**
 * Where to resume. Opaque to the host but for this envelope: the host stores it, hands it back, and refuses it when it
 * belongs to another source or tenant. JSON of at most {@link maxCheckpointBytes}.
 */
export const checkpointSchema = z
  .looseObject({
    version: z.int().min(1).describe('Format version of the rest; an older one is migrated, a newer one refused.'),
    source: z.string().min(1).describe('Source that wrote it.'),
    tenant: z.string().min(1).describe('Origin of the API it belongs to, such as https://api-acme.xdr.us.….com.'),
  })
  .meta({ title: 'Checkpoint', description: 'Where a connector resumes. Everything beyond the envelope is opaque.' });

export type Checkpoint = Readonly<z.infer<typeof checkpointSchema>>;

/** The most a checkpoint may take, in bytes of JSON. */
export const maxCheckpointBytes = 256 * 1024;
