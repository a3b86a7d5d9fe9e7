/**
 * What went wrong, named by what the host has to do about it (docs/delivery.md has the table).
 *
 * - `config`: a setting, host or path is wrong; `auth`, `permission`, `license`: the key is refused, lacks a right,
 *   the product lacks a licence; `untrusted`: TLS trust, name or expiry. A person must act.
 * - `throttled`: asked to slow down; `unavailable`: DNS, TCP, timeouts, 5xx. Heals by itself.
 * - `protocol`: an answer that is not understood, oversized or endless. A person must act from the third in a row.
 * - `refused`: the endpoint will never take this data. `state`: the checkpoint or the disk cannot be used.
 */
export const errorKinds = [
  'config',
  'auth',
  'permission',
  'license',
  'throttled',
  'unavailable',
  'untrusted',
  'protocol',
  'refused',
  'state',
] as const;

export type ErrorKind = (typeof errorKinds)[number];

export interface ErrorDetails {
  readonly cause?: unknown;
  /** Stable identifier of the error catalogue, such as `AUTH-301` (docs/errors.md). */
  readonly code?: string;
  /** What a person does about it: one imperative sentence. */
  readonly remedy?: string;
  /** HTTP status of the answer, or the one it claims for itself, where there was an answer. */
  readonly status?: number;
  /** How long the other side asked us to wait, in milliseconds, already clamped to what we honour. */
  readonly retryAfterMs?: number;
}

const brand = Symbol.for('cortex-otel.ConnectorError');

/**
 * The one error of plugin and host. The message says what failed and on what; it never holds a secret and at most 200
 * characters of anything upstream said. Anything else that is thrown is a bug.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly kind: ErrorKind;
  readonly code: string | undefined;
  readonly remedy: string | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.code = details.code;
    this.remedy = details.remedy;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Recognises the error by its brand: two copies of this package may be loaded, so `instanceof` would lie. */
export function isConnectorError(error: unknown): error is ConnectorError {
  return typeof error === 'object' && error !== null && brand in error;
}
