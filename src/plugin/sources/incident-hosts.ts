import type { JsonValue } from '../../contract/index.ts';
import type { Reader } from '../mapping/field-row.ts';
import { observablesOf } from '../mapping/ocsf/ocsf-values.ts';
import type { OcsfReader } from '../mapping/ocsf/place.ts';
import { type ListedHost, listedHost } from './listed-host.ts';
import { listOf } from './vendor-values.ts';

/* What other schemas make of an incident's hosts and users. Types of observables: OCSF 1.8.0, Observable. */

/** The host of a list of one. */
export const onlyHost = {
  nameOf: (value: JsonValue): string | undefined => only(value)?.name,
  idOf: (value: JsonValue): string | undefined => only(value)?.id,
} as const;

function only(value: JsonValue): ListedHost | undefined {
  const [host, ...others] = listOf(value) ?? [];
  return host === undefined || others.length > 0 ? undefined : listedHost(host);
}

/** The names, without the ids of the agents. */
export const hostNamesOf: Reader = (value) => listOf(listOf(value)?.flatMap((text) => listedHost(text).name ?? []));

const hostnames = observablesOf('hosts', 1, (text) => listedHost(text).name);
const agents = observablesOf('hosts', 47, (text) => listedHost(text).id);

/** Every host by its name, and by the id of its agent. */
export const hostObservables: OcsfReader = (value) => {
  const all = [hostnames(value), agents(value)].flatMap((found) =>
    Array.isArray(found) ? (found as JsonValue[]) : [],
  );
  return all.length > 0 ? all : undefined;
};

export const userObservables: OcsfReader = observablesOf('users', 4, (text) => text);
