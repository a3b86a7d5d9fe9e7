import type { BrokenConnector, ConfiguredConnector } from '../config/configuration.ts';
import type { ConsoleContext } from './console-parts.ts';
import { ConsoleProblem } from './console-problem.ts';

type Parts = Pick<ConsoleContext, 'configuration'>;

/** The connector with this id, as far as it can be configured. @throws ConsoleProblem 404. */
export function requireConnector(id: string, { configuration }: Parts): ConfiguredConnector | BrokenConnector {
  const { connectors, broken } = configuration();
  const found = connectors.find((connector) => connector.id === id) ?? broken.find((connector) => connector.id === id);
  if (!found) throw new ConsoleProblem(404, { error: 'There is no such connector' });
  return found;
}

/** The connector with this id, ready to be opened. @throws ConsoleProblem 404, 409. */
export function requireConfigured(id: string, parts: Parts): ConfiguredConnector {
  const found = requireConnector(id, parts);
  if ('plugin' in found) return found;
  const { message, remedy } = found;
  throw new ConsoleProblem(409, { error: `It cannot be configured: ${message}`, code: 'CFG-001', remedy });
}
