/** Takes a step once all earlier ones about the same thing have ended, well or not. */
export type InTurn = <Result>(about: string, step: () => Promise<Result>) => Promise<Result>;

/** Steps of several people that must not meet: two edits, a reset while a connector resumes. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (about, step) => {
    const before = last.get(about) ?? Promise.resolve();
    const mine = before.then(step, step);
    last.set(about, mine);
    try {
      return await mine;
    } finally {
      if (last.get(about) === mine) last.delete(about);
    }
  };
}
