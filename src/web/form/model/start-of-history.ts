/** Where a first start begins: at the beginning, at a time, some time back, or now. */
export type StartOfHistory =
  | { readonly kind: 'everything' }
  | { readonly kind: 'time'; /** `2026-01-01T00:00`, UTC, as the browser's field has it. */ readonly local: string }
  | { readonly kind: 'ago'; /** `30d` */ readonly duration: string }
  | { readonly kind: 'now' };

const duration = /^\d+(\.\d+)?(ms|s|m|h|d)$/;
const units: Readonly<Record<string, string>> = { ms: 'millisecond', s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** Reads the setting; what it cannot read is a time that is not filled in yet. */
export function startOfHistory(setting: unknown): StartOfHistory {
  const text = typeof setting === 'string' ? setting.trim() : 'all';
  if (text === 'all' || text === '') return { kind: 'everything' };
  if (text === 'now') return { kind: 'now' };
  if (duration.test(text)) return { kind: 'ago', duration: text };
  const atMs = Date.parse(text);
  return { kind: 'time', local: Number.isNaN(atMs) ? '' : new Date(atMs).toISOString().slice(0, 16) };
}

/** The setting that says so. A time that is not filled in is no time: the field stays to be filled in. */
export function settingOf(start: StartOfHistory): string {
  switch (start.kind) {
    case 'everything':
      return 'all';
    case 'now':
      return 'now';
    case 'ago':
      return start.duration;
    case 'time':
      return start.local === '' ? noTime : `${start.local.length === 16 ? `${start.local}:00` : start.local}Z`;
  }
}

/** What the setting is while a time is chosen but not entered: not blank, which would mean the default. */
export const noTime = 'a time';

/** What a choice means, as a sentence. */
export function meaningOf(start: StartOfHistory): string {
  switch (start.kind) {
    case 'everything':
      return 'On its first start it reads everything there still is, oldest first, while new records already arrive.';
    case 'now':
      return 'It collects what happens from its first start on. Nothing older is read.';
    case 'ago':
      return `On its first start it reads the last ${inWords(start.duration)}, then whatever is new.`;
    case 'time':
      return start.local === ''
        ? 'Enter the time it begins at.'
        : `On its first start it reads everything since ${start.local.replace('T', ' ')} UTC, then whatever is new. Nothing older is read.`;
  }
}

function inWords(text: string): string {
  const [, amount = '', , unit = ''] = /^(\d+(\.\d+)?)(.+)$/.exec(text) ?? [];
  const name = units[unit] ?? unit;
  return amount === '1' ? name : `${amount} ${name}s`;
}
