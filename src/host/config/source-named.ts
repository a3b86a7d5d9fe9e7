import type { Plugin, SourceManifest } from '../../contract/index.ts';

/** A source, and the plugin that knows it. */
export interface NamedSource {
  readonly plugin: Plugin;
  readonly source: SourceManifest;
}

export function sourceNamed(id: string, plugins: readonly Plugin[]): NamedSource | undefined {
  for (const plugin of plugins) {
    const source = plugin.manifest.sources.find((each) => each.id === id);
    if (source) return { plugin, source };
  }
  return undefined;
}
