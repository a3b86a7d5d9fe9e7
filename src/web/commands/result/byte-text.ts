const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in the unit that suits it: `512 B`, `1.4 MB`. */
export function byteText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 || amount >= 100 ? Math.round(amount) : amount.toFixed(1)} ${units[power]}`;
}
