import type { JsonValue } from '../../../contract/index.ts';
import type { CortexConfig } from '../../cortex-config.ts';
import { openRows } from '../../row-records.ts';
import { xdrIncidents } from '../../sources/xdr-incidents.ts';
import type { ReadMeans } from '../command-definition.ts';

/**
 * Incidents of a connector's tenant as its source makes records of them, whatever the connector collects: with its rules
 * of privacy and its form of body, but not narrowed as it is. Their uids are those of the collection.
 */
export function openIncidents({ config, tools }: Pick<ReadMeans, 'config' | 'tools'>) {
  const own: CortexConfig = { ...config, source: xdrIncidents.id, selection: {} };
  const rows = openRows(xdrIncidents, own, tools.clock);
  const treated = (item: JsonValue): JsonValue => rows.privacy.treat(item).item;
  return { ...rows, config: own, treated };
}
