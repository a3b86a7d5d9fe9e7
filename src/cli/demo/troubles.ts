import type { Clock } from '../../contract/index.ts';
import { auditList, fault, incidentList, otlpFault, type Fault } from '../../testing/index.ts';
import type { DemoWorld } from './demo-world.ts';

/** Of what is collected alone: whoever tries commands is not in the way of it. */
const whereCollected = (trouble: Fault): Fault =>
  fault.any(fault.at(incidentList.path, trouble), fault.at(auditList.path, trouble));

interface Trouble {
  readonly text: string;
  readonly lastsMs: number;
  /** Not again: it leaves more behind than it shows. */
  readonly isOnce?: boolean;
  /** Begins it; what is returned ends it. */
  readonly begin: (world: DemoWorld) => () => void;
}

/** Cortex XDR REST API, Error Responses. */
const errorBody = (code: number, message: string) => ({
  reply: { err_code: code, err_msg: message, err_extra: null },
});

const tooMany = fault.status(429, { headers: { 'retry-after': '1' }, body: errorBody(429, 'Too Many Requests') });

const unavailable = fault.status(503, { body: errorBody(503, 'Service Unavailable') });

const troubles: readonly Trouble[] = [
  {
    text: 'The tenant says 429: too many requests.',
    lastsMs: 2000,
    // Each halves the rate, which takes minutes to come back: after a few, commands in the console would wait for it.
    isOnce: true,
    begin: ({ tenant }) => tenant.faults.add(whereCollected(tooMany)),
  },
  {
    text: 'The tenant says 503: not available.',
    lastsMs: 2000,
    begin: ({ tenant }) => tenant.faults.add(whereCollected(unavailable)),
  },
  {
    text: 'The endpoint is out of order for 3 seconds.',
    lastsMs: 3000,
    begin: ({ endpoint }) => endpoint.faults.add(otlpFault.status(503)),
  },
];

const again = troubles.filter(({ isOnce }) => isOnce !== true);

const pauseMs = 4000;

/** Makes trouble now and then, so that one sees it heal, until the signal is aborted; leaves none behind. */
export async function makeTrouble(
  world: DemoWorld,
  clock: Clock,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const wait = async (ms: number) => clock.sleep(ms, signal).catch(() => undefined);
  for (let turn = 0; !signal.aborted; turn++) {
    const trouble = troubles[turn] ?? again[turn % again.length];
    await wait(pauseMs);
    if (!trouble || signal.aborted) return;
    tell(trouble.text);
    const end = trouble.begin(world);
    await wait(trouble.lastsMs);
    end();
    tell('Over. Collecting goes on by itself.');
  }
}
