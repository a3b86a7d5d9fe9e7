import { ConnectorError, type FetchQuery, type JsonValue } from '../../contract/index.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { selectionOf, selectionSettings } from '../selection/selection-settings.ts';
import type { Selection } from '../selection/selection-table.ts';
import { nearestWords, wordsOf } from '../selection/selection-words.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';
import { ownOf } from './own-of.ts';

/** What a query narrows a source to. @throws ConnectorError `config`, with what was probably meant. */
export function selectionAsked(
  { id, selection: table = {} }: Pick<SourceDefinition<JsonValue>, 'id' | 'selection'>,
  asked: FetchQuery['selection'],
): Selection {
  const settings = selectionSettings(table);
  const values = Object.entries(asked).map(([name, words]) => {
    const checked = ownOf(settings, name)?.safeParse(words);
    const field = ownOf(table, name);
    if (!checked || !field) {
      const names = Object.keys(table);
      throw refusal(
        `${id} cannot be narrowed by ${name}`,
        meant(nearestName(name, names)),
        `It can by ${names.join(', ')}.`,
      );
    }
    if (!checked.success) {
      const nearest = nearestWords(field, wordsOf(words) ?? []);
      throw refusal(`${name} ${checked.error.issues.map(({ message }) => message).join('; ')}`, meant(nearest));
    }
    return [name, checked.data] as const;
  });
  return selectionOf(table, Object.fromEntries(values));
}

function meant(nearest: string | undefined): string {
  return nearest === undefined || nearest === '' ? '' : `Did you mean ${nearest}?`;
}

function refusal(message: string, ...hints: readonly string[]): ConnectorError {
  const remedy = hints.filter((hint) => hint !== '').join(' ');
  return new ConnectorError('config', message, { code: 'CFG-001', ...(remedy !== '' && { remedy }) });
}
