import { z } from 'zod';
import { durationBetween } from '../../../shared/duration.ts';

export interface WaitBounds {
  /** What is waited for: `until all endpoints have ended`. */
  readonly until: string;
  /** A duration; `0s`: it does not wait. */
  readonly usual: string;
}

const longestWait = '24h';
const whenAsked = '10m';

/** How long something is waited for, as a parameter; milliseconds. Yes is ten minutes, no is none. */
export function waitOf({ until, usual }: WaitBounds) {
  return z
    .preprocess(
      (given) => (given === true ? whenAsked : given === false ? '0s' : given),
      durationBetween('0s', longestWait),
    )
    .prefault(usual)
    .meta({
      title: 'Wait',
      description:
        `How long to wait ${until}: a duration such as 90s or 10m, ${longestWait} at most; 0s does not wait. Default ${usual}. ` +
        'What has not ended by then goes on at the vendor; the result says how to go on with it.',
      examples: ['10m', '0s'],
    });
}
