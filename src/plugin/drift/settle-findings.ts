import type { DriftFinding, Storage, StorageChange } from '../../contract/index.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import { forgetFinding, keepFinding, mostFindings, readFindings, type Standing } from './drift-memory.ts';
import { furtherValues, goneField, type Listed, listedOf } from './listed-finding.ts';
import type { Noted } from './note-differences.ts';

/** New values of one field that are listed; further ones are counted together. */
const mostValues = 20;

export interface Settling {
  readonly storage: Storage;
  readonly standing: Standing;
  readonly privacy: Privacy;
  readonly nowMs: number;
  /** What the names of fields begin with. */
  readonly at: string;
}

export interface Settled {
  readonly changes: readonly StorageChange[];
  readonly findings: Standing['findings'];
  readonly values: Standing['values'];
}

/** Puts what was noted of a batch into the list of findings: known ones are counted on, new ones added while there is room. */
export async function settleFindings(noted: Noted, settling: Settling): Promise<Settled> {
  const { storage, standing, privacy, nowMs, at } = settling;
  const listed = noted.differences.flatMap(({ difference, records }) => {
    const finding = listedOf(difference, privacy, at);
    return finding ? [{ finding, records }] : [];
  });
  const returned = noted.back.map((field) => goneField(field, at).key);
  const further = listed
    .filter(({ finding }) => finding.kind === 'new-value')
    .map(({ finding }) => furtherValues(finding));
  const keys = new Set([...listed.map(({ finding }) => finding), ...further].map(({ key }) => key).concat(returned));
  const found = new Map(await readFindings(storage, [...keys]));
  const changed = new Set<string>();
  const values = new Map(Object.entries(standing.values));
  let { findings } = standing;

  function count(finding: Listed, records: number): void {
    const { key, kind, field } = finding;
    const before = found.get(key);
    if (!before) {
      const isValue = kind === 'new-value' && finding.what !== undefined;
      if (isValue && (values.get(field) ?? 0) >= mostValues) return count(furtherValues(finding), records);
      if (findings >= mostFindings) return;
      findings += 1;
      if (isValue) values.set(field, (values.get(field) ?? 0) + 1);
    }
    found.set(key, countedOn(before, finding, { records, nowMs }));
    changed.add(key);
  }

  for (const { finding, records } of listed) count(finding, records);
  const forgotten = returned.filter((key) => found.has(key));
  const kept = [...changed].filter((key) => !forgotten.includes(key));
  return {
    changes: [
      ...forgotten.map(forgetFinding),
      ...kept.flatMap((key) => {
        const finding = found.get(key);
        return finding ? [keepFinding(key, finding)] : [];
      }),
    ],
    findings: findings - forgotten.length,
    values: Object.fromEntries(values),
  };
}

/** The time and the sample of the first one stay. */
function countedOn(
  before: DriftFinding | undefined,
  { kind, field, what, sample }: Listed,
  { records, nowMs }: { readonly records: number; readonly nowMs: number },
): DriftFinding {
  const seen = before?.sample ?? sample;
  return {
    kind,
    field,
    ...(what !== undefined && { what }),
    ...(seen !== undefined && { sample: seen }),
    firstSeenMs: before?.firstSeenMs ?? nowMs,
    lastSeenMs: nowMs,
    records: (before?.records ?? 0) + records,
  };
}
