import type { JsonValue } from '../../contract/index.ts';
import { hashText, hashValue } from './hash-value.ts';
import type { RevisedItem } from './revised-item.ts';

/**
 * What is kept of an item's fields: not what they hold, but a short hash of it. `known` is a run of {@link chunkLength}
 * digits for each known field that has a value; `others` are the fields nobody knows, by name.
 */
export interface FieldHashes {
  readonly known: string;
  readonly others: readonly OtherField[];
}

type OtherField = readonly [name: string, hash: string];

const nameDigits = 4;
const chunkLength = nameDigits + 5;

/** Fields without a name known beforehand that are compared: upstream must not be able to make a memory grow. */
const mostOthers = 32;
const longestOther = 64;

export interface FieldComparison {
  /** `id` keeps equal values of different items apart. */
  readonly hashesOf: (item: JsonValue, id: string) => FieldHashes;
  /** Names of the fields that differ, in order. */
  readonly changed: (before: FieldHashes, after: FieldHashes) => readonly string[];
}

/** Compares the fields of items of one shape. A field that is null is one that is not there. */
export function compareFields({ fields, drifting }: Pick<RevisedItem, 'fields' | 'drifting'>): FieldComparison {
  const compared = fields.filter((name) => !drifting.includes(name)).toSorted();
  const codes = compared.map((name) => [name, digits(hashText(name, 0), nameDigits)] as const);
  const names = new Map(codes.map(([name, code]) => [code, name]));
  const notOther = new Set([...fields, ...drifting]);

  return {
    hashesOf(item, id) {
      const seed = hashText(id, 0);
      const object = objectOf(item);
      let known = '';
      for (const [name, code] of codes) {
        const value = object[name];
        if (value === null || value === undefined) continue;
        known += code + digits(hashValue(value, seed), chunkLength - nameDigits);
      }
      const others = Object.keys(object).filter(
        (name) => !notOther.has(name) && object[name] !== null && name.length <= longestOther,
      );
      if (others.length > 1) others.sort();
      return {
        known,
        others: others
          .slice(0, mostOthers)
          .map((name) => [name, digits(hashValue(object[name] ?? null, seed), chunkLength - nameDigits)]),
      };
    },
    changed(before, after) {
      // Where not all are kept, one that is kept on one side only may be there on both.
      const cut = before.others.length === mostOthers || after.others.length === mostOthers;
      const isTold = (name: string) => !cut || notOther.has(name);
      const left = hashesByName(before);
      const differing: string[] = [];
      for (const [name, hash] of hashesByName(after)) {
        const was = left.get(name);
        left.delete(name);
        if (was !== hash && (was !== undefined || isTold(name))) differing.push(name);
      }
      return [...differing, ...[...left.keys()].filter(isTold)].toSorted();
    },
  };

  function hashesByName({ known, others }: FieldHashes): Map<string, string> {
    const hashes = new Map(others);
    for (let at = 0; at < known.length; at += chunkLength) {
      const name = names.get(known.slice(at, at + nameDigits));
      // Of a version that knew other fields: what it kept of them cannot be named any more.
      if (name !== undefined) hashes.set(name, known.slice(at + nameDigits, at + chunkLength));
    }
    return hashes;
  }
}

function objectOf(item: JsonValue): { readonly [key: string]: JsonValue } {
  return typeof item === 'object' && item !== null && !Array.isArray(item)
    ? (item as { readonly [key: string]: JsonValue })
    : {};
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The lowest bits of a hash, six a digit. */
function digits(hash: number, count: number): string {
  let text = '';
  for (let shift = 0; shift < count * 6; shift += 6) text += alphabet[(hash >>> shift) & 63] ?? '';
  return text;
}
