/** What validation found at one field. Paths are dotted, as in the configuration file: `api_key_id`. */
export interface FieldReport {
  readonly path: string;
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  /** A value that would be accepted, such as the normalised address or the nearest right name. */
  readonly suggested?: string;
}

/**
 * What the host has to know of a validated connector. The plugin's own type extends it and stays opaque to the host.
 * It may hold secrets, wrapped so that printing shows `[redacted]`.
 */
export interface ConnectorConfig {
  readonly source: string;
  /** Normalised origin of the API: what a checkpoint is bound to, and what is shown. */
  readonly tenant: string;
  readonly pollIntervalMs: number;
  /** Which commands may be run with its key. Absent: none. */
  readonly commands?: CommandsAllowed;
}

/** `read`: those that change nothing. `write`: all. */
export type CommandsAllowed = 'off' | 'read' | 'write';

export type Validation =
  | { readonly ok: true; readonly config: ConnectorConfig; readonly fields: readonly FieldReport[] }
  | { readonly ok: false; readonly fields: readonly FieldReport[] };
