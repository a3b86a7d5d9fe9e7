import type { DriftFinding } from '../contract/index.ts';
import { plainText } from '../shared/plain-text.ts';
import { agoText, utcText } from './duration-text.ts';
import type { Terminal } from './terminal.ts';

const kinds: Readonly<Record<DriftFinding['kind'], string>> = {
  'new-field': 'new field',
  'gone-field': 'gone field',
  'new-type': 'new type',
  'new-value': 'new value',
};

const kindWidth = 11;

/** Findings for people: what it is on one line, how often and since when on the next. */
export function driftLines(
  findings: readonly DriftFinding[],
  nowMs: number,
  style: Terminal['style'],
): readonly string[] {
  return findings.flatMap(({ kind, field, what, sample, records, firstSeenMs, lastSeenMs }) => {
    const value = what === undefined ? '' : `: ${what}`;
    const shape = sample === undefined || sample === '' ? '' : `, such as ${sample}`;
    const count = records === 1 ? '1 record' : `${records.toLocaleString('en')} records`;
    const where = kind === 'gone-field' ? `missing from ${count}` : `in ${count}`;
    const when = `first seen ${utcText(firstSeenMs)}, last ${agoText(lastSeenMs, nowMs)}`;
    return [
      plainText(`${kinds[kind].padEnd(kindWidth)}${field}${value}${shape}`),
      style('dim', `${' '.repeat(kindWidth)}${where}, ${when}`),
    ];
  });
}
