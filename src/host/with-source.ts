import type { Source, Tools } from '../contract/index.ts';
import type { ConfiguredConnector } from './config/configuration.ts';

/** Works with a connector's source, and closes it whatever comes of that. */
export async function withSource<T>(
  { plugin, config }: ConfiguredConnector,
  tools: Tools,
  work: (source: Source) => T | Promise<T>,
): Promise<T> {
  const source = plugin.open(config, tools);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}
