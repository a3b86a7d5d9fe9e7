import type { SideBatch, SideStream } from '../../contract/index.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { batchOf } from './batch-of.ts';
import { askTogether } from './ask-together.ts';
import { askAlone } from './ask-alone.ts';
import { createManyOffer } from './many-offer.ts';
import { joined, nothing, type Part } from './parts.ts';

/** How often to look whether something waits, milliseconds; while something does, rounds follow each other at once. */
const intervalMs = 5000;

/** Questions for many incidents before one for a single one: there may be thousands of the latter, at nine a minute. */
const turnsTogether = 10;

/** Fetches the details of the incidents that wait for them: alerts and artifacts. */
export function enrichIncidents(means: SideMeans): SideStream {
  const { storage, config } = means;
  const offer = createManyOffer(means.memo, means.clock);
  const [together, single] = [askTogether(means, offer), askAlone(means)];

  async function* batches(parts: readonly Part[]): AsyncGenerator<SideBatch> {
    for (const part of joined(parts, config.batchSize)) yield await batchOf(part, storage);
  }

  async function* round(signal: AbortSignal): AsyncGenerator<SideBatch> {
    let isIdle = true;
    for (let turn = 0; turn < turnsTogether; turn += 1) {
      const parts = offer.isOpen() ? await together(signal) : undefined;
      if (!parts) break;
      isIdle = false;
      yield* batches(parts);
    }
    const parts = await single(signal, offer.isOpen());
    if (parts) yield* batches(parts);
    else if (isIdle) yield* batches([nothing]);
  }

  return { name: 'alerts', title: 'Alerts of incidents', intervalMs, round };
}
