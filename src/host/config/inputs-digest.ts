import { createHash } from 'node:crypto';
import { Secret } from '../../shared/secret.ts';

/** The same for the same data, whatever the order of its names; a secret, since it is made of secrets. */
export function inputsDigest(inputs: unknown): Secret {
  return new Secret(createHash('sha256').update(JSON.stringify(inputs, sortNames)).digest('hex'));
}

function sortNames(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  // Pairs rather than an object: integer-like names keep an order of their own.
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
