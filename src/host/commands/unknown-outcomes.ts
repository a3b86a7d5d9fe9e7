import type { CallEnd } from './call.ts';

/** Of how many inputs nobody knows whether they were done, those whose failures are not kept included. */
export function unknownOutcomes({ failures, moreUnknown = 0 }: Pick<CallEnd, 'failures' | 'moreUnknown'>): number {
  return failures.filter(({ outcome }) => outcome === 'unknown').length + moreUnknown;
}
