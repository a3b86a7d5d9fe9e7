import { type Phase, phases, type SweepState } from './sweep-state.ts';

/** Which phase of a sweep is next, and whether the sweep is. */
export function takeTurns(saved: Pick<SweepState, 'at' | 'turn'>) {
  let { at, turn } = saved;
  return {
    at: () => at,
    /** Goes on to the phase after this one, or to another. */
    endPhase(phase: Phase, next = phases[(phases.indexOf(phase) + 1) % phases.length] ?? 'open') {
      at = next;
    },
    /** Should the poll be broken off before the sweep got an answer, it comes first in the next one. */
    expect: () => void (turn = true),
    answered: () => void (turn = undefined),
    isExpected: () => turn === true,
    state: (): Pick<SweepState, 'at' | 'turn'> => ({ at, ...(turn && { turn }) }),
  };
}
