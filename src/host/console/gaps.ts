import type { Console } from './console.ts';
import type { ConsoleContext } from './console-parts.ts';
import { requireConnector } from './find-connector.ts';

const explanation =
  'How often the API named a record and withheld it from this key. What is withheld cannot be collected; a key whose ' +
  'role and scope include those records can collect it.';

/** What the key may not see, as far as the API says so. */
export function gapsOf(parts: ConsoleContext): Pick<Console, 'gaps'> {
  return {
    async gaps(id) {
      requireConnector(id, parts);
      const status = parts.host.status().connectors.find((connector) => connector.id === id);
      return { restricted: status?.counters.restricted ?? 0, explanation };
    },
  };
}
