import type { Overview, OverviewChange } from '../../api/overview.ts';

/** What changed in the overview from one look at it to the next, as server-sent events. */
export interface OverviewChanges {
  /** Grows with every change. */
  version(): number;
  /** Looks again. */
  take(next: Overview): void;
  /** Everything. */
  whole(): Uint8Array;
  /** What changed after a version; where nothing did, a heartbeat. Encoded once for all who ask the same. */
  since(version: number): Uint8Array;
}

/** A connector as JSON text: each is written once, compared as text, and put together to as many events as are asked for. */
interface Row {
  readonly text: string;
  /** Since when it is as it is. */
  readonly version: number;
}

export function overviewChanges(first: Overview): OverviewChanges {
  let version = 0;
  let at = first.at;
  let heading = headingOf(first);
  let rows: ReadonlyMap<string, Row> = new Map();
  const removed = new Map<string, number>();
  const encoded = new Map<number | 'whole', Uint8Array>();

  function take(next: Overview): void {
    const taken = version + 1;
    const fresh = new Map<string, Row>();
    let changed = heading !== headingOf(next);
    for (const connector of next.connectors) {
      const text = JSON.stringify(connector);
      const before = rows.get(connector.id);
      const same = before?.text === text ? before : undefined;
      fresh.set(connector.id, same ?? { text, version: taken });
      changed ||= !same;
      removed.delete(connector.id);
    }
    for (const id of rows.keys()) {
      if (fresh.has(id)) continue;
      removed.set(id, taken);
      changed = true;
    }
    ({ at } = next);
    heading = headingOf(next);
    rows = fresh;
    if (changed) version = taken;
    encoded.clear();
  }

  function event(from: number | 'whole'): Uint8Array {
    const whole = from === 'whole';
    const isNew = ({ version: since }: Row) => whole || since > from;
    const connectors = [...rows.values()].filter(isNew).map(({ text }) => text);
    const gone = whole ? [] : [...removed].filter(([, since]) => since > from).map(([id]) => id);
    const head = { at, whole, removed: gone } satisfies Partial<OverviewChange>;
    // Nothing in it can break the line: JSON writes every line break of a text as an escape.
    const data = `${JSON.stringify(head).slice(0, -1)},${heading},"connectors":[${connectors.join(',')}]}`;
    const retry = whole ? 'retry: 2000\n' : from === version ? ': heartbeat\n' : '';
    return new TextEncoder().encode(`${retry}data: ${data}\n\n`);
  }

  function once(from: number | 'whole'): Uint8Array {
    const known = encoded.get(from) ?? event(from);
    encoded.set(from, known);
    return known;
  }

  take(first);
  return { version: () => version, take, whole: () => once('whole'), since: once };
}

/** What stands above the connectors, as members of a JSON object. */
function headingOf({ host, summary }: Overview): string {
  return JSON.stringify({ host, summary } satisfies Partial<OverviewChange>).slice(1, -1);
}
