import { inspect } from 'node:util';

/** A secret in one of the forms it could be recognised in. */
export interface Needle {
  readonly form: string;
  readonly text: string;
}

/** Written without the product's own redaction, so that both can be wrong only in different ways. */
export function needlesOf(secret: string): readonly Needle[] {
  const bytes = Buffer.from(secret);
  return [
    { form: 'plain', text: secret },
    // As where a text is cut off in the middle of it.
    { form: 'its beginning', text: secret.slice(0, 9) },
    { form: 'hex', text: bytes.toString('hex') },
    { form: 'HEX', text: bytes.toString('hex').toUpperCase() },
    { form: 'URL-encoded', text: encodeURIComponent(secret) },
    // As it would be inside `user:secret`: the whole triples that begin one, two or three bytes into the secret.
    ...[0, 1, 2].flatMap((skip) => {
      const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3);
      return [
        { form: `base64 from byte ${skip}`, text: whole.toString('base64') },
        { form: `base64url from byte ${skip}`, text: whole.toString('base64url') },
      ];
    }),
  ];
}

/** The forms of these secrets that can be found in a value: printed in full, or in any text it holds, however hidden. */
export function findSecrets(value: unknown, secrets: readonly string[]): readonly string[] {
  const printed = inspect(value, { showHidden: true, depth: 40, maxArrayLength: null, maxStringLength: null });
  const haystack = [printed, ...textsIn(value, new Set())].join('\n');
  return secrets.flatMap(needlesOf).flatMap(({ form, text }) => (haystack.includes(text) ? [form] : []));
}

/** Every text and every key in a value, also those that are not enumerable: stacks, causes, symbols. */
function textsIn(value: unknown, seen: Set<object>): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Buffer.isBuffer(value)) return [value.toString('latin1')];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  const inside = value instanceof Map || value instanceof Set ? [...value] : [];
  const held = Reflect.ownKeys(value).flatMap((key) => [key.toString(), Reflect.get(value, key)]);
  return [...inside, ...held].flatMap((each) => textsIn(each, seen));
}
