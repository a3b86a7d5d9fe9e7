import type { JsonValue, Memo } from '../../contract/index.ts';
import type { Generation } from '../generations/generation.ts';
import { knownGeneration } from '../generations/open-generations.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';
import type { Questions } from './answer-looks.ts';

/** What the connection test says of the generation of the API that was asked. */
export function generationWords(
  { permission, newer }: Pick<SourceDefinition<JsonValue>, 'permission' | 'newer'>,
  { setting, memo }: { readonly setting: 'auto' | Generation; readonly memo: Memo },
): Pick<Questions, 'permission' | 'found'> {
  if (!newer) return { permission: () => permission, found: () => '' };
  return {
    // A message names the path that was asked.
    permission: ({ message }) => (message.includes(newer.paths.cases) ? newer.permission : permission),
    found() {
      const generation = knownGeneration(memo, setting);
      return ` The tenant has ${newer.names[generation]} (API generation ${generation}).`;
    },
  };
}
