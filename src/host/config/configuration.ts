import type { ConnectorConfig, Plugin } from '../../contract/index.ts';
import type { Secret } from '../../shared/secret.ts';
import type { DestinationConfig } from '../delivery/destination.ts';

/** A configuration file that has been read and found right. Paths are absolute, references followed. */
export interface Configuration {
  /** Of the file itself. */
  readonly path: string;
  readonly connectors: readonly ConfiguredConnector[];
  readonly destination: ConfiguredDestination;
  readonly state: { readonly directory: string };
  /** Absent: no console. */
  readonly web: { readonly listen: ListenAddress } | undefined;
  /** Where the host's own metrics are pushed. */
  readonly metrics: { readonly otlp: MetricsDestination | undefined };
  readonly log: { readonly level: LogLevel };
  /** Every file a value came from, sorted: when one changes, load again. */
  readonly watchedFiles: readonly string[];
}

export interface ConfiguredConnector {
  readonly id: string;
  readonly name: string;
  /** The plugin that knows the source, and what it made of the settings. */
  readonly plugin: Plugin;
  readonly config: ConnectorConfig;
  /** Digest of everything it was made of, secrets included: only to be compared. */
  readonly inputs: Secret;
}

export interface ConfiguredDestination {
  readonly config: DestinationConfig;
  /** As that of a connector. */
  readonly inputs: Secret;
}

export interface ListenAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface MetricsDestination {
  /** URL; `/v1/metrics` is appended to its path. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, Secret>>;
  readonly intervalMs: number;
  /** As that of a connector. */
  readonly inputs: Secret;
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
