/** Beginnings of words, and the activity they mean. */
export type Activities = readonly (readonly [words: RegExp, activity: number])[];

const unknown = 0;
const other = 99;

/** The activity of what the vendor says was done; `Other` where a class has no activity for it, `Unknown` for nothing. */
export function activityOf(text: string | undefined, activities: Activities): number {
  if (text === undefined) return unknown;
  return activities.find(([words]) => words.test(text))?.[1] ?? other;
}
