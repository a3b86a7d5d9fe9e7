import type { Effect, Fault, FaultCall, Run } from './fault.ts';

/** The faults in force at a running server. They decide in the order in which they were put into service. */
export interface FaultSwitch<Call extends FaultCall> {
  /** Puts a fault into service, beside those there are; the function returned takes it out again. */
  add(fault: Fault<Call>): () => void;
  /** Takes all faults out of service. */
  clear(): void;
}

export interface DecidingSwitch<Call extends FaultCall> extends FaultSwitch<Call> {
  decide(call: Call): Effect | undefined;
}

export function createFaultSwitch<Call extends FaultCall>(): DecidingSwitch<Call> {
  let runs: readonly Run<Call>[] = [];
  return {
    add: (fault) => {
      const run = fault();
      runs = [...runs, run];
      return () => {
        runs = runs.filter((other) => other !== run);
      };
    },
    clear: () => {
      runs = [];
    },
    // Every fault sees every call, so that their counts do not depend on one another.
    decide: (call) => runs.map((run) => run(call)).find((effect) => effect !== undefined),
  };
}
