import type { DriftFinding, Storage, StorageChange } from '../../contract/index.ts';
import { allFindings, firstStanding, forgetFinding, type Standing } from './drift-memory.ts';
import type { KnownItem } from './known-item.ts';

/**
 * How things stand once other fields are known than before, as after an upgrade: what is known now is no finding any
 * more, and which fields are always there has to be seen anew.
 */
export async function renewedStanding(
  storage: Storage,
  known: KnownItem & { readonly digest: string },
  at: string,
): Promise<{ readonly standing: Standing; readonly changes: readonly StorageChange[] }> {
  const findings = (await allFindings(storage)).filter(([, { field }]) => isOf(at, field));
  const settled = findings.filter(([, finding]) => isKnown(finding, known, at));
  const left = findings.filter(([, finding]) => !isKnown(finding, known, at));
  const values = Map.groupBy(
    left.filter(([, { kind, what }]) => kind === 'new-value' && what !== undefined),
    ([, { field }]) => field,
  );
  return {
    standing: {
      ...firstStanding(known.digest),
      findings: left.length,
      values: Object.fromEntries([...values].map(([field, { length }]) => [field, length])),
    },
    changes: settled.map(([key]) => forgetFinding(key)),
  };
}

/** Names of the fields of other kinds begin with a list. */
function isOf(at: string, field: string): boolean {
  return at === '' ? !field.includes('[].') : field.startsWith(at);
}

function isKnown({ kind, field, what = '' }: DriftFinding, known: KnownItem, at: string): boolean {
  const shape = known.field(field.slice(at.length));
  switch (kind) {
    case 'new-field':
      return shape !== undefined;
    case 'gone-field':
      return true;
    case 'new-type':
      return !shape || shape.allows(what);
    case 'new-value':
      return !shape || shape.knows(what);
  }
}
