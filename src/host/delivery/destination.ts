import type { Secret } from '../../shared/secret.ts';

/** Where records go, validated; relative paths are resolved and references to secrets followed. */
export type DestinationConfig = OtlpDestination | FileDestination;

export interface OtlpDestination {
  readonly kind: 'otlp';
  /** URL; `/v1/logs` is appended to its path unless it ends with it. */
  readonly endpoint: string;
  readonly encoding: 'json' | 'protobuf';
  readonly compression: 'none' | 'gzip';
  readonly headers: Readonly<Record<string, Secret>>;
  /** Total time one request may take, connection to last byte of the answer, in milliseconds. */
  readonly timeoutMs: number;
  /** PEM text of authorities trusted in addition to the system's. */
  readonly ca?: string;
  /** PEM text of the client's certificate chain, and its key. */
  readonly clientCert?: string;
  readonly clientKey?: Secret;
  /** Most records of one request, 1 to 500. */
  readonly maxRequestRecords: number;
}

export interface FileDestination {
  readonly kind: 'file';
  /** Absolute path of a file of OTLP/JSON lines. */
  readonly path: string;
}
