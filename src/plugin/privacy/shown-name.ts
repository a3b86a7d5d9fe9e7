/**
 * What was written where a name is expected, fit for a message: only if it looks like a name of a field. It may as well
 * be a key that was pasted into the wrong place.
 */
export function shownName(written: string): string {
  return isName(written) ? `"${written}"` : 'something';
}

export function isName(written: string): boolean {
  const digits = written.replaceAll(/\D/g, '').length;
  const looksLikeOne = /^[\w.*-]{1,96}$/.test(written) && written.split(/[._-]/).every((word) => word.length <= 20);
  return looksLikeOne && digits <= 4;
}
