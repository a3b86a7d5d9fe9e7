import type { CheckedPeriod } from '../contract/index.ts';
import { utcText } from './duration-text.ts';
import type { Terminal } from './terminal.ts';

const states: Readonly<Record<CheckedPeriod['state'], string>> = {
  waiting: 'to be counted',
  agrees: 'agrees so far',
  certified: 'certified',
  mismatch: 'differs',
};

const stateWidth = 15;

/** Counted periods for people, a line each: how it stands, from when to when, delivered and, where it differs, reported. */
export function periodLines(periods: readonly CheckedPeriod[], style: Terminal['style']): readonly string[] {
  return periods.map(({ state, fromMs, toMs, delivered, reported }) => {
    const records = delivered === 1 ? '1 delivered' : `${delivered.toLocaleString('en')} delivered`;
    const differs = state === 'mismatch' && reported !== undefined;
    const claim = differs ? `, ${reported.toLocaleString('en')} reported` : '';
    const line = `${states[state].padEnd(stateWidth)}${utcText(fromMs)} to ${utcText(toMs)}  ${records}${claim}`;
    return differs ? style('bold', line) : line;
  });
}
