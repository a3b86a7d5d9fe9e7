import { createHash } from 'node:crypto';
import { Secret } from '../../shared/secret.ts';

/** The same for the same data, whatever the order of its names, secrets included; a secret itself, since it is made of them. */
export function inputsDigest(inputs: unknown): Secret {
  return new Secret(
    createHash('sha256')
      .update(JSON.stringify(revealed(inputs) ?? null))
      .digest('hex'),
  );
}

function revealed(value: unknown): unknown {
  if (value instanceof Secret) return { secret: value.reveal() };
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== 'object' || value === null) return value;
  // Pairs rather than an object: integer-like names keep an order of their own.
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, revealed(each)]);
}
