import type { JsonValue } from '../../../contract/index.ts';
import { listOf, numberOf, textOf } from '../../sources/vendor-values.ts';
import type { OcsfReader } from './place.ts';

/* Readers of values whose form the schema prescribes (OCSF 1.8.0, data types). */

const emailAddress = /^[a-zA-Z0-9!#$%&'*+\-/=?^_`{|}~.]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9.-]+$/;
const macAddress = /^(?:[\da-f]{2}[:-]){5}[\da-f]{2}$/i;

export const emailOf: OcsfReader = (value) => {
  const text = textOf(value);
  return text !== undefined && emailAddress.test(text) ? text : undefined;
};

export const emailsOf: OcsfReader = (value) => listOf(listOf(value)?.filter((text) => emailAddress.test(text)));

export const macOf: OcsfReader = (value) => listOf(value)?.find((text) => macAddress.test(text));

export const integerOf: OcsfReader = (value) => {
  const number = numberOf(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
};

export const portOf: OcsfReader = (value) => {
  const port = integerOf(value);
  return typeof port === 'number' && port >= 0 && port <= 65_535 ? port : undefined;
};

/** The last part of a path: the name of a file of which the vendor gives the path only. */
export const fileNameOf: OcsfReader = (value) => textOf(textOf(value)?.split(/[\\/]/).at(-1));

export const md5Of = hashOf(1);
export const sha256Of = hashOf(3);

function hashOf(algorithm: number): OcsfReader {
  return (value) => {
    const text = textOf(value);
    return text === undefined ? undefined : [{ algorithm_id: algorithm, value: text }];
  };
}

/** Observables of the texts in a value; `name` is the vendor's field, in the raw data. */
export function observablesOf(
  name: string,
  type: number,
  pick: (text: string) => string | readonly string[] | undefined,
): OcsfReader {
  return (value: JsonValue) => {
    const found = listOf(value)?.flatMap((text) => pick(text) ?? []) ?? [];
    return found.length > 0 ? [...new Set(found)].map((each) => ({ name, type_id: type, value: each })) : undefined;
  };
}
