import { z } from 'zod';
import type { SettingPath } from './findings.ts';
import type { LoadContext } from './load-context.ts';

/** Token characters of RFC 9110, section 5.6.2. */
const name = z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/);

/* Set by the exporter itself: a second value would break the request, or let it end early. */
const reserved = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'host',
  'connection',
]);

const value = z
  .string({ error: 'must be text' })
  .regex(/^[\x20-\x7e]*$/, { error: 'must be printable ASCII on one line' })
  .transform((text) => text.trim());

/** Header fields of a request, as people write them. */
export const headerMap = z
  .record(name, value, { error: ({ code }) => (code === 'invalid_key' ? 'is no name of a header' : 'must be a map') })
  .superRefine((headers, ctx) => {
    for (const given of Object.keys(headers)) {
      if (!reserved.has(given.toLowerCase())) continue;
      ctx.addIssue({ code: 'custom', path: [given], message: 'is set by the exporter itself' });
    }
  });

/** Names of the headers that carry a secret, which is made known. `base` is the path of the map. */
export function secretHeaders(
  base: SettingPath,
  headers: Readonly<Record<string, string>>,
  context: LoadContext,
): readonly string[] {
  // What is kept elsewhere is kept there for a reason.
  const isSecret = (header: string) => carriesSecret(header) || !context.isLiteral([...base, header]);
  const secret = Object.keys(headers).filter(isSecret);
  for (const header of secret) context.secret([...base, header], headers[header] ?? '');
  return secret;
}

/** Whether a header of this name is likely to carry a secret. */
function carriesSecret(header: string): boolean {
  return /auth|cookie|key|token|secret|password|credential/i.test(header);
}
