import type { Clock } from '../../contract/index.ts';
import { openSweepPass, type SweepPass } from './sweep-pass.ts';
import { type PassName, passNames, type PassState, type SweepState } from './sweep-state.ts';
import type { Sweepable } from './sweepable.ts';
import type { Walk } from './walk-state.ts';

/** What an open source remembers between polls: which passes it has begun and ended itself. */
export interface SweepSession {
  readonly begun: Set<PassName>;
  readonly ended: Set<PassName>;
}

export interface PassesOptions<Item> {
  readonly list: Sweepable<Item>;
  readonly clock: Pick<Clock, 'now'>;
  readonly overlapMs: number;
  readonly session: SweepSession;
}

const dayMs = 86_400_000;
/** Younger items are gone through often, older ones seldom. */
const recentMs = 30 * dayMs;
/** Both passes go through the days around that age. */
const bothMs = dayMs;

/** The passes of a sweep, each as far as it has come. */
export function openPasses<Item>(options: PassesOptions<Item>, saved: Pick<SweepState, PassName>) {
  const { list, clock, overlapMs, session } = options;
  const opened = new Map<PassName, SweepPass<Item>>();
  const states = { open: saved.open, recent: saved.recent, old: saved.old };

  function boundsOf(name: PassName): Walk {
    const fromMs = Math.max(1, clock.now() - recentMs);
    return { open: {}, recent: { cursorMs: fromMs }, old: { toMs: fromMs + bothMs } }[name];
  }

  function of(name: PassName): SweepPass<Item> {
    const feed = name === 'open' ? list.open : list.all;
    const pass = opened.get(name) ?? openSweepPass(states[name], { feed, overlapMs, bounds: boundsOf(name) });
    opened.set(name, pass);
    return pass;
  }

  const isBehind = (name: PassName): boolean =>
    states[name].due === true || (name !== 'old' && !session.ended.has(name));

  return {
    of,
    /** True when the pass has not been asked anything yet; it counts as begun from now on. */
    begins(name: PassName): boolean {
      const isFirst = states[name].walk === undefined;
      if (isFirst) session.begun.add(name);
      return isFirst;
    },
    /** Passes that have been read to their end; the next ones take their place. */
    takeEnded(): readonly (readonly [PassName, SweepPass<Item>])[] {
      const ended = [...opened].filter(([, { reader }]) => reader.ended());
      for (const [name, pass] of ended) {
        states[name] = pass.state();
        opened.delete(name);
        if (session.begun.has(name)) session.ended.add(name);
      }
      return ended;
    },
    states(): Readonly<Record<PassName, PassState>> {
      for (const [name, pass] of opened) states[name] = pass.state();
      return { ...states };
    },
    /** Something may have been missed before the pass that is next or on its way. */
    isBehind,
    /** Nothing can have been missed, as far as is known. */
    caughtUp: () => !passNames.some(isBehind),
    remembered: () => [...opened.values()].reduce((sum, { reader }) => sum + reader.remembered(), 0),
  };
}
