import type { Attributes } from '../../contract/index.ts';
import type { Reader } from '../mapping/field-row.ts';
import { type OpenAttributes, put } from './attribute-table.ts';
import { listOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.mitre';

const tactic = /^(TA\d{4})(?:\s*-\s*(.*))?$/s;
const technique = /^(T\d{4}(?:\.\d{3})?)(?:\s*-\s*(.*))?$/s;

/** The attributes that {@link mitreAttributes} may set. */
export const mitreAttributeNames = {
  tactic: [`${prefix}.tactic.ids`, `${prefix}.tactic.names`],
  technique: [`${prefix}.technique.ids`, `${prefix}.technique.names`],
} as const;

/** The same under the names of the Elastic Common Schema. */
export const mitreEcs = {
  'threat.tactic.id': read('tactic.ids'),
  'threat.tactic.name': read('tactic.names'),
  'threat.technique.id': read('technique.ids'),
  'threat.technique.name': read('technique.names'),
} as const;

function read(name: string): Reader {
  return (value) => mitreAttributes(listOf(value) ?? [])[`${prefix}.${name}`];
}

/**
 * Ids and names of texts such as `TA0002 - Execution` and `T1059.001 - PowerShell`, each in order and once. Told apart
 * by their prefix: the vendor's own examples have the two lists swapped. Other text is left to the body.
 */
export function mitreAttributes(texts: readonly string[]): Attributes {
  const attributes: OpenAttributes = {};
  collect(attributes, 'tactic', texts, tactic);
  collect(attributes, 'technique', texts, technique);
  return attributes;
}

function collect(attributes: OpenAttributes, what: string, texts: readonly string[], pattern: RegExp): void {
  const ids = new Set<string>();
  const names = new Set<string>();
  for (const text of texts) {
    const [, id, name] = pattern.exec(text.trim()) ?? [];
    if (id) ids.add(id);
    if (name) names.add(name);
  }
  put(attributes, `${prefix}.${what}.ids`, ids.size > 0 ? [...ids] : undefined);
  put(attributes, `${prefix}.${what}.names`, names.size > 0 ? [...names] : undefined);
}
