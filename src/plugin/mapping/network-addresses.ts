import { isIP } from 'node:net';
import type { JsonValue } from '../../contract/index.ts';
import { addressesOf, listOf } from '../sources/vendor-values.ts';

/** The longest that OCSF 1.8.0 takes, `ip_t`. */
const mostCharacters = 40;

/** The network addresses of a text or a list, without what is none. Undefined rather than empty. */
export function networkAddresses(value: JsonValue | undefined): readonly string[] | undefined {
  return listOf(addressesOf(value)?.filter((text) => isIP(text) !== 0 && text.length <= mostCharacters));
}

/** The first one of them. */
export function networkAddress(value: JsonValue | undefined): string | undefined {
  return networkAddresses(value)?.[0];
}
