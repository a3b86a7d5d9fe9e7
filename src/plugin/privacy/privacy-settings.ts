import { z } from 'zod';
import { Secret } from '../../shared/secret.ts';
import { readRules } from './read-rules.ts';

/** Rules as a map or as one line of text; what becomes of them is a list. */
export const privacyRules = z.unknown().transform((given, ctx) => {
  const { rules, problems } = readRules(given);
  for (const { at, message } of problems) {
    ctx.issues.push({ code: 'custom', message, input: undefined, ...(at !== undefined && { path: [at] }) });
  }
  return rules;
});

const fields = { type: ['array', 'string'], items: { type: 'string' } };
const actions = { keep: fields, mask: fields, hash: fields, drop: fields };

/** The JSON Schema of what {@link privacyRules} reads: a form asks for the text, an editor offers the map too. */
export const privacyRulesSchema = {
  anyOf: [{ type: 'string' }, { type: 'object', properties: actions, additionalProperties: false }],
} as const;

const shortest = 32;
/** Fewer are no random text: `aaaa…`, or one word over and over. */
const fewestCharacters = 8;

/** A key of 128 bits or more, as text: half of what `openssl rand -hex 32` gives. */
export const privacyKey = z
  .string({ error: 'must be text' })
  .trim()
  .min(shortest, { error: `must be at least ${shortest} characters long: openssl rand -hex 32` })
  .max(512, { error: 'must be at most 512 characters long' })
  .refine((key) => new Set(key).size >= fewestCharacters, { error: 'must be random text: openssl rand -hex 32' })
  .transform((key) => new Secret(key));
