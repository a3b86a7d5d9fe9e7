import { constants } from 'node:os';

/** Ctrl-C and its like, for the whole process. */
export interface Interrupts {
  /** Aborted by the first one. */
  readonly signal: AbortSignal;
  /** Resolves at the second one, with the code of a process that was interrupted hard: 130 or 143. */
  readonly second: Promise<number>;
  /** From now on a terminal that is closed interrupts too, in place of ending the process; again and again it changes nothing. */
  readonly heedHangup: () => void;
  /** The code of a command that ended because of the first one; undefined when the error is another. */
  codeOf(error: unknown): number | undefined;
}

const ending = ['SIGINT', 'SIGTERM'] as const;

export function listenForInterrupts(process: NodeJS.Process): Interrupts {
  const first = new AbortController();
  let code: number | undefined;
  const interrupt = (name: 'SIGHUP' | (typeof ending)[number]): void => {
    code ??= 128 + constants.signals[name];
    first.abort(new DOMException(`ended by ${name}`, 'AbortError'));
  };
  const second = new Promise<number>((resolve) => {
    // A hang-up is none of the two: a terminal that is closed may send it before the other, or after.
    let isFirst = true;
    for (const name of ending) {
      process.on(name, () => {
        if (!isFirst) resolve(128 + constants.signals[name]);
        isFirst = false;
        interrupt(name);
      });
    }
  });
  return {
    signal: first.signal,
    second,
    heedHangup: () => void process.on('SIGHUP', () => interrupt('SIGHUP')),
    codeOf: (error) => (error === first.signal.reason ? code : undefined),
  };
}
