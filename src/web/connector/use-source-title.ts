import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';

/** What a source is called in its manifest; its id until that is known. */
export function useSourceTitle(source: string | undefined): string | undefined {
  const info = useStore(useConsole().info);
  const sources = info?.manifests.flatMap((manifest) => manifest.sources) ?? [];
  return sources.find(({ id }) => id === source)?.title ?? source;
}
