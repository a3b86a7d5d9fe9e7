import type { FieldProblem } from '../../api/problem.ts';
import type { SourceManifest } from '../../contract/index.ts';
import type { Configuration } from '../config/configuration.ts';

/** Characters: what a form takes. */
const longest = 64;

/** Names of the connectors a form makes: its own, with the source behind it where there are several. */
export function connectorNames(name: string, sources: readonly SourceManifest[]): readonly string[] {
  const own = name.trim();
  return sources.length === 1 ? [own] : sources.map(({ title }) => `${own} (${title})`);
}

/** What is wrong with a name; `id` is of the connector that has it already. */
export function nameProblem(
  name: string,
  id: string | undefined,
  { connectors, broken }: Pick<Configuration, 'connectors' | 'broken'>,
): FieldProblem | undefined {
  const problem = (message: string): FieldProblem => ({ path: 'name', errors: [message], warnings: [] });
  if (/[\p{Cc}\p{Cf}]/u.test(name)) return problem('must hold no control characters');
  if (name.length > longest) return problem(`is too long: with the name of its source at most ${longest} characters`);
  const taken = [...connectors, ...broken].some(
    (other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase(),
  );
  return taken ? problem('must differ from the name of every other connector') : undefined;
}
