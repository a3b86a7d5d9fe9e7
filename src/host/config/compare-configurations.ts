import type { Configuration, ConfiguredConnector } from './configuration.ts';
import { effectiveDestination } from './effective-destination.ts';
import { inputsDigest } from './inputs-digest.ts';

/** What a reload has to do. A connector that is in none of the lists does not notice. */
export interface ConfigurationChange {
  readonly started: readonly ConfiguredConnector[];
  /** Other settings, or another destination. As they are now; stopped first. */
  readonly restarted: readonly ConfiguredConnector[];
  /** Ids. */
  readonly stopped: readonly string[];
  /** What only a new process can change: `state`, `web`, `metrics`, `notify`, `log`. */
  readonly needsRestart: readonly string[];
}

export function compareConfigurations(before: Configuration, after: Configuration): ConfigurationChange {
  const known = new Map(before.connectors.map((connector) => [connector.id, inputsOf(connector, before)]));
  const ids = new Set(after.connectors.map(({ id }) => id));
  return {
    started: after.connectors.filter(({ id }) => !known.has(id)),
    restarted: after.connectors.filter((connector) => {
      const inputs = known.get(connector.id);
      return inputs !== undefined && inputs !== inputsOf(connector, after);
    }),
    stopped: [...known.keys()].filter((id) => !ids.has(id)),
    needsRestart: parts.filter((part) => fingerprint(before, part) !== fingerprint(after, part)),
  };
}

/** Everything that makes a connector work as it does. */
function inputsOf(connector: ConfiguredConnector, configuration: Configuration): string {
  return [connector.inputs.reveal(), effectiveDestination(connector, configuration).inputs.reveal()].join(' ');
}

const parts = ['state', 'web', 'metrics', 'notify', 'log'] as const;

function fingerprint(configuration: Configuration, part: (typeof parts)[number]): string {
  return inputsDigest(configuration[part]).reveal();
}
