/** Ids are numbers in most requests; one that a number cannot hold travels as its digits. */
export function numberIfExact(digits: string): number | string {
  const number = Number(digits);
  return Number.isSafeInteger(number) && String(number) === digits ? number : digits;
}
