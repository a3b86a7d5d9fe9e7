import type { Configuration, ConfiguredConnector } from './configuration.ts';
import { inputsDigest } from './inputs-digest.ts';

/** What a reload has to do. A connector that is in none of the lists does not notice. */
export interface ConfigurationChange {
  readonly started: readonly ConfiguredConnector[];
  /** As they are now; stopped first. */
  readonly restarted: readonly ConfiguredConnector[];
  /** Ids. */
  readonly stopped: readonly string[];
  readonly destinationChanged: boolean;
  /** What only a new process can change: `state`, `web`, `metrics`, `notify`, `log`. */
  readonly needsRestart: readonly string[];
}

export function compareConfigurations(before: Configuration, after: Configuration): ConfigurationChange {
  const known = new Map(before.connectors.map((connector) => [connector.id, connector.inputs.reveal()]));
  const ids = new Set(after.connectors.map(({ id }) => id));
  return {
    started: after.connectors.filter(({ id }) => !known.has(id)),
    restarted: after.connectors.filter(({ id, inputs }) => known.has(id) && known.get(id) !== inputs.reveal()),
    stopped: [...known.keys()].filter((id) => !ids.has(id)),
    destinationChanged: before.destination.inputs.reveal() !== after.destination.inputs.reveal(),
    needsRestart: parts.filter((part) => fingerprint(before, part) !== fingerprint(after, part)),
  };
}

const parts = ['state', 'web', 'metrics', 'notify', 'log'] as const;

function fingerprint(configuration: Configuration, part: (typeof parts)[number]): string {
  return inputsDigest(configuration[part]).reveal();
}
