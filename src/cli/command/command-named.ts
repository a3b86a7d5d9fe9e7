import { ConnectorError, type PluginCommand } from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';

/** @throws ConnectorError `config` that says which one was meant. */
export function commandNamed(name: string, commands: readonly PluginCommand[]): PluginCommand {
  const found = commands.find(({ description }) => description.name === name);
  if (found) return found;
  const names = commands.map(({ description }) => description.name);
  // Names are near whatever stands between their words.
  const plain = (text: string) => text.replaceAll('-', '_');
  const nearest = nearestName(plain(name), names.map(plain));
  const meant = names.find((each) => plain(each) === nearest);
  throw new ConnectorError('config', `there is no command ${JSON.stringify(name.slice(0, 64))}`, {
    code: 'CMD-901',
    remedy: `${meant === undefined ? '' : `Did you mean ${meant}? `}See cortex-otel command --help.`,
  });
}
