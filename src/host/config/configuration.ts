import type { Role } from '../../api/role.ts';
import type { ConnectorConfig, Plugin } from '../../contract/index.ts';
import type { Secret } from '../../shared/secret.ts';
import type { DestinationConfig } from '../delivery/destination.ts';

/** A configuration file that has been read and found right. Paths are absolute, references followed. */
export interface Configuration {
  /** Of the file itself. */
  readonly path: string;
  /** Of the file; with those made in the console once they have been added. May be none where there is a console. */
  readonly connectors: readonly ConfiguredConnector[];
  /** Connectors made in the console that cannot be configured. */
  readonly broken: readonly BrokenConnector[];
  readonly destination: ConfiguredDestination;
  readonly state: StateConfiguration;
  /** Absent: no console. */
  readonly web: WebConfiguration | undefined;
  /** Where the host's own metrics are pushed. */
  readonly metrics: { readonly otlp: MetricsDestination | undefined };
  /** Who is told when a connector needs a person, and when it no longer does. */
  readonly notify: readonly NotifyChannel[];
  readonly log: { readonly level: LogLevel };
  /** Every file a value came from, sorted: when one changes, load again. */
  readonly watchedFiles: readonly string[];
}

export interface ConfiguredConnector {
  readonly id: string;
  readonly name: string;
  /** Of the configuration file, or made in the console. */
  readonly origin: 'file' | 'saved';
  /** The plugin that knows the source, and what it made of the settings. */
  readonly plugin: Plugin;
  readonly config: ConnectorConfig;
  /** Its own; undefined: the collector's. */
  readonly destination: ConfiguredDestination | undefined;
  /** How often the connection test runs by itself; undefined: never. */
  readonly healthCheckIntervalMs: number | undefined;
  /** Of one of the file: its settings as they stand there, for display; references are not followed. Null: a secret. */
  readonly written?: Readonly<Record<string, string | number | boolean | null>>;
  /** Digest of everything it was made of, secrets included: only to be compared. */
  readonly inputs: Secret;
}

/** A connector made in the console that cannot be configured: a person has to act. No text holds a value. */
export interface BrokenConnector {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly message: string;
  readonly remedy: string;
}

export interface ConfiguredDestination {
  readonly config: DestinationConfig;
  /** As that of a connector. */
  readonly inputs: Secret;
}

export interface StateConfiguration {
  readonly directory: string;
  /** Holds the identity that secrets typed into the console are sealed for; undefined: only references are kept. */
  readonly keyFile: string | undefined;
}

export interface WebConfiguration {
  readonly listen: ListenAddress;
  /** Lower-case names that may stand in a Host header, beside those of this machine. */
  readonly hosts: readonly string[];
  /** PEM texts. Absent: plain HTTP, which only this machine reaches. */
  readonly tls: { readonly cert: string; readonly key: Secret } | undefined;
  /** Who may sign in. None: whoever is on this machine and has what the console says at its start. */
  readonly access: readonly Credential[];
}

export interface Credential {
  /** What the timeline shows. */
  readonly name: string;
  readonly role: Role;
  readonly token: Secret;
}

export type NotifyChannel = WebhookChannel | SmtpChannel;

export interface WebhookChannel {
  readonly kind: 'webhook';
  /** Secret, since whoever knows such an address can write to it. */
  readonly url: Secret;
  readonly headers: Readonly<Record<string, Secret>>;
}

export interface SmtpChannel {
  readonly kind: 'smtp';
  readonly host: string;
  readonly port: number;
  /** `tls` from the first byte; `starttls`: asked for, and refused without. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user?: string;
  readonly password?: Secret;
  readonly from: string;
  readonly to: readonly string[];
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
}

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];
