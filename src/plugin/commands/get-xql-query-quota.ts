import { z } from 'zod';
import { notUnderstood } from '../cortex/not-understood.ts';
import { queryQuota, quotaPath } from '../xql/query-quota.ts';
import { readCommand } from './command-definition.ts';

/** How much of the query quota is used (Cortex XDR REST API, Get XQL Query Quota). */
export const getXqlQueryQuota = readCommand({
  name: 'get-xql-query-quota',
  title: 'Get XQL Query Quota',
  description:
    'How much query quota the tenant has and has used, how many queries ran today, and which run at this moment. ' +
    'Figures are compute units, with fractions.',
  permission: 'a role that may run XQL queries (Query Center: View)',
  licence: 'Cortex XDR Pro',
  input: z.strictObject({}),
  example: {},
  result:
    '`rawData` is the answer of the API. `keyFields`: figures of the quota, such as `license_quota` and `used_quota`.',
  summary: () => 'Look at the quota of queries',
  async run(_, { ask }, signal) {
    const { answer, reply } = await queryQuota(ask, signal);
    // JSON of somebody else, such as a proxy: no quota has no figures.
    if (Object.keys(reply).length === 0) throw notUnderstood(quotaPath);
    return { answers: [answer], succeeded: 1, failures: [], keyFields: reply };
  },
});
