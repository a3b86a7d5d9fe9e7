import { z } from 'zod';
import { isEndpoint } from './is-endpoint.ts';

/** Text that is not empty; `error` says what it must be. */
export const text = (error: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? 'is required' : error) })
    .trim()
    .min(1, { error });

/** A path as people write it. */
export const pathOf = (what: string) => text('must be a path').describe(what);

const url = z.string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be text') }).trim();

/** A URL to which the path of a signal is appended. */
export const endpoint = url
  .refine(isEndpoint, { error: 'must be an http or https URL without user, password, query and fragment' })
  .meta({ examples: ['http://127.0.0.1:4318', 'https://otlp.example.com'] });

/** A URL that is asked as it is. */
export const webhookUrl = url
  .refine(isWebhook, { error: 'must be an http or https URL without user, password and fragment' })
  .meta({ examples: ['https://hooks.example.com/services/…'] });

function isWebhook(given: string): boolean {
  const parsed = URL.parse(given);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return false;
  return [parsed.username, parsed.password, parsed.hash].every((part) => part === '');
}
