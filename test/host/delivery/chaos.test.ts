import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConnectorError, isConnectorError } from '../../../src/contract/index.ts';
import { createDelivery, type Delivery, join } from '../../../src/host/delivery/delivery.ts';
import { type DeliveryReport, loneCode, type Sink } from '../../../src/host/delivery/sink.ts';
import { never, otlpSink } from './otlp-harness.ts';
import { origin, records, uidOf } from './records.ts';
import {
  accept,
  answer,
  type Behaviour,
  cut,
  drip,
  hang,
  reset,
  type SeenRequest,
  startEndpoint,
} from './scripted-endpoint.ts';

/** An endpoint that takes records in before it answers, keeps book, and refuses what is poison. */
function createBook(poison: ReadonlySet<string>) {
  const taken = new Map<string, number>();
  const repeatable = new Set<string>();
  let rejected = 0;
  const isPoisoned = ({ uids }: SeenRequest) => uids.some((uid) => poison.has(uid));
  const take = ({ uids }: SeenRequest) => uids.forEach((uid) => taken.set(uid, (taken.get(uid) ?? 0) + 1));

  /** What happens to a request whose records are fine; poison is refused whatever the fault. */
  const taking =
    (fault: Behaviour): Behaviour =>
    (response, request) => {
      if (isPoisoned(request)) return answer(400, 'poison')(response, request);
      take(request);
      request.uids.forEach((uid) => repeatable.add(uid));
      fault(response, request);
    };
  const healthy: Behaviour = (response, request) => {
    if (isPoisoned(request)) return answer(400, 'poison')(response, request);
    take(request);
    accept(response, request);
  };
  const partial: Behaviour = (response, request) => {
    if (isPoisoned(request)) return answer(413, 'poison')(response, request);
    take(request);
    rejected += 1;
    answer(200, '{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"one too old"}}')(response, request);
  };
  return { taken, repeatable, healthy, partial, taking, rejected: () => rejected };
}

type Fault = (book: ReturnType<typeof createBook>) => Behaviour;

const faults: Readonly<Record<string, Fault>> = {
  'accept, then reset': (book) => book.taking(reset),
  'accept, then cut by FIN': (book) => book.taking(cut('end')),
  'accept, then cut by RST': (book) => book.taking(cut('reset')),
  'accept, then drip': (book) => book.taking(drip(20)),
  'accept, then hang': (book) => book.taking(hang),
  'accept, then garbage': (book) => book.taking(answer(200, '{"par')),
  'reset before': () => reset,
  'hang before': () => hang,
  unavailable: () => answer(503),
  throttled: () => answer(429, '', { 'retry-after': '0' }),
  'server error': () => answer(500, 'oops'),
  'login page': () => answer(200, '<html>', { 'content-type': 'text/html' }),
  unauthorised: () => answer(401),
  'partial success': (book) => book.partial,
  healthy: (book) => book.healthy,
};

/** What a host does: again and again, with company when asked for it. */
async function deliverAll(
  sink: Sink,
  batches: readonly Delivery[],
  company: Delivery,
  timedOut: () => void,
): Promise<DeliveryReport[]> {
  const reports: DeliveryReport[] = [];
  for (let delivery of batches) {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt > 300) throw new Error('no progress');
      try {
        reports.push(await sink.deliver(delivery, never));
        break;
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        if (error.message.includes('did not finish')) timedOut();
        if (needsCompany(error, attempt)) delivery = join(delivery, company.records);
      }
    }
  }
  return reports;
}

const needsCompany = (error: ConnectorError, attempt: number) =>
  error.code === loneCode || (error.kind === 'refused' && attempt === 100);

test('whatever the endpoint does, nothing is lost, repeats follow lost answers only, and poison is isolated exactly', async () => {
  const schedule = fc.record({
    script: fc.array(fc.constantFrom(...Object.keys(faults)), { maxLength: 25 }),
    poison: fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 4 }),
    sizes: fc.constantFrom([60], [20, 20, 20], [1, 59], [31, 1, 28]),
    encoding: fc.constantFrom('json' as const, 'protobuf' as const),
    compression: fc.constantFrom('none' as const, 'gzip' as const),
  });
  await fc.assert(
    fc.asyncProperty(schedule, async ({ script, poison, sizes, encoding, compression }) => {
      const bad = new Set(poison.map(uidOf));
      const book = createBook(bad);
      await using endpoint = await startEndpoint(book.healthy);
      for (const name of script) endpoint.script.push((faults[name] as Fault)(book));
      const sink = otlpSink(endpoint.url, { encoding, compression, timeoutMs: 100, maxRequestRecords: 16 });
      const starts = sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0));
      const batches = sizes.map((size, index) => createDelivery(origin, records(size, starts[index])));
      const company = createDelivery(origin, records(3, 1000));
      // On a busy machine any answer may come too late: that is an answer lost, too.
      let late = 0;
      const timedOut = () => {
        late += 1;
        endpoint.requests.at(-1)?.uids.forEach((uid) => book.repeatable.add(uid));
      };
      const reports = await deliverAll(sink, batches, company, timedOut);
      await sink.close();

      const setAside = reports.flatMap(({ refused }) => refused.map(({ record }) => record.uid));
      expect(setAside.toSorted()).toEqual([...bad].toSorted());
      const uids = records(60).map(({ uid }) => uid);
      const good = uids.filter((uid) => !bad.has(uid));
      const timesTaken = (uid: string) => book.taken.get(uid) ?? 0;
      expect(
        good.filter((uid) => timesTaken(uid) === 0),
        'lost',
      ).toEqual([]);
      const repeated = uids.filter((uid) => timesTaken(uid) > 1 && !book.repeatable.has(uid));
      expect(repeated, 'repeated without a lost answer').toEqual([]);
      expect(reports.flatMap(({ partial }) => partial).length).toBe(book.rejected());
      // Where the time was up before a request had arrived, it counts here and not there.
      const unseen = reports.reduce((sum, { requests }) => sum + requests, 0) - endpoint.requests.length;
      expect(unseen).toBeGreaterThanOrEqual(0);
      expect(unseen).toBeLessThanOrEqual(late);
    }),
    { numRuns: 60 },
  );
});
