import { wholeNumber } from './whole-number.ts';
import { yesOrNo } from './yes-or-no.ts';

const mostSeconds = 86_400;

export interface WaitBounds {
  /** In a clause: `the script has ended on this endpoint`. */
  readonly until: string;
  readonly usually: boolean;
}

/** Whether a command waits for what has been begun, and for how long: parameters to spread into an input. */
export function waitParameters({ until, usually }: WaitBounds) {
  return {
    wait: yesOrNo()
      .prefault(usually)
      .meta({
        title: 'Wait',
        description:
          `True: ask again, ever less often, until ${until}, or max_wait_seconds are over. Default ${usually}. What has not ` +
          'ended by then goes on by itself; the result says how to go on with it.',
        examples: [!usually],
      }),
    max_wait_seconds: wholeNumber({ least: 1, most: mostSeconds })
      .prefault(600)
      .meta({
        title: 'Longest Wait',
        description: `With wait: seconds until it is given up, 1 to ${mostSeconds} (a day). Default 600.`,
        examples: [3600],
      }),
  };
}

/** Milliseconds; none where nobody waits. */
export function waitMsOf({
  wait,
  max_wait_seconds: seconds,
}: {
  readonly wait: boolean;
  readonly max_wait_seconds: number;
}) {
  return wait ? seconds * 1000 : 0;
}
