import type { CheckedPeriod } from '../../api/insights.ts';

/** How a period stands, in a word or two. */
export const periodWords: Readonly<Record<CheckedPeriod['state'], string>> = {
  certified: 'Certified',
  agrees: 'Agrees so far',
  waiting: 'Not counted yet',
  mismatch: 'Differs',
};
