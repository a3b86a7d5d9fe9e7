import type { JsonObject } from '../faults/answer.ts';
import type { SeededRandom } from '../seeded-random.ts';
import { hosts } from './cast.ts';

interface Report {
  readonly category: string;
  readonly type: string;
  readonly subtype: string;
  readonly result: string | null;
  readonly severity: string;
  readonly says: (host: string, version: string) => string;
}

const reports: readonly Report[] = [
  {
    category: 'Status',
    type: 'Agent Status',
    subtype: 'Fully Protected',
    result: null,
    severity: 'SEV_010_INFO',
    says: (host) => `${host} is fully protected`,
  },
  {
    category: 'Audit',
    type: 'Installation',
    subtype: 'Upgrade',
    result: 'Success',
    severity: 'SEV_010_INFO',
    says: (host, version) => `XDR Agent version ${version} installed on ${host}`,
  },
  {
    category: 'Monitoring',
    type: 'Agent Service',
    subtype: 'Kernel Driver Initialization',
    result: 'Fail',
    severity: 'SEV_030_MEDIUM',
    says: (host) => `Kernel driver initialization failed on ${host}`,
  },
];

/**
 * An agent's audit report, with every field of Get Audit Agent Report (Cortex XDR REST API). `timeMs` is the host's
 * time; it is given with the fraction that the API's floats have, and received seconds later.
 */
export function believableAgentReport(random: SeededRandom, number: number, timeMs: number): JsonObject {
  const { category, type, subtype, result, severity, says } = random.pick(reports);
  const host = random.pick(hosts);
  const version = random.pick(['8.9.1.3456', '8.8.0.1234']);
  return {
    // Of the number, so that no two of one millisecond are equal.
    TIMESTAMP: timeMs + (number % 1000) / 1000,
    RECEIVEDTIME: timeMs + random.integer(500, 15_000) + 0.126,
    ENDPOINTID: host.listed.slice(host.name.length + 1),
    ENDPOINTNAME: host.name,
    DOMAIN: random.chance(0.5) ? 'nordwind.example' : '',
    XDRVERSION: version,
    CATEGORY: category,
    TYPE: type,
    SUBTYPE: subtype,
    SEVERITY: severity,
    RESULT: result,
    REASON: result === 'Fail' ? 'Driver is not signed' : null,
    DESCRIPTION: says(host.name, version),
  };
}
