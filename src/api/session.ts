import { z } from 'zod';
import { roleSchema } from './role.ts';

/** The longest a session lasts, and the longest it lasts unused, milliseconds. */
export const sessionLimits = { absoluteMs: 12 * 3_600_000, idleMs: 30 * 60_000 } as const;

export const signInSchema = z.strictObject({ token: z.string().min(1).max(512) }).meta({ id: 'SignIn' });

/** Who is signed in. */
export const sessionSchema = z
  .strictObject({
    name: z.string().describe('Of the credential: what the timeline shows.'),
    role: roleSchema,
    expiresAt: z.iso.datetime().nullable().describe('At the latest. Null: a token, which does not expire.'),
  })
  .meta({ id: 'Session' });
export type Session = z.infer<typeof sessionSchema>;
