const dayMs = 86_400_000;

/** Less than so many days before something ends, the test warns. */
export const soonDays = 14;

/** Whole days from one time to a later one, epoch milliseconds; negative when that is past. */
export function wholeDays(fromMs: number, toMs: number): number {
  return Math.floor((toMs - fromMs) / dayMs);
}

export function inDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}
