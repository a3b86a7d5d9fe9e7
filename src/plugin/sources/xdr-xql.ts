import type { JsonValue } from '../../contract/index.ts';
import { cortexSettings, settingsOrder } from '../settings.ts';
import { xqlSupply } from '../xql/xql-supply.ts';
import { rowRecord } from '../xql/row-record.ts';
import { cortexOrigin } from './cortex-origin.ts';
import { keySteps } from './key-steps.ts';
import type { SuppliedSource } from './source-definition.ts';
import { xqlRowEcs } from './xql-row-ecs.ts';

const id = 'xdr-xql';
const own = { query: true, commands: true } as const;
const role = 'a role that may run XQL queries (Query Center: View), such as Instance Administrator';

/** The rows of an XQL query that is run over one window of time after the other. */
export const xdrXql: SuppliedSource<JsonValue> = {
  ...rowRecord,
  id,
  title: 'Cortex XDR query (XQL)',
  description:
    'The rows of an XQL query, run over one window of time after the other, such as every 15 minutes. Each run costs ' +
    'units of the query quota of the tenant.',
  prerequisites: [
    'A Cortex XDR Pro or XSIAM tenant, and an account in it that may create API keys.',
    `An API key with ${role}.`,
    'Query quota for the runs: a window of 15 minutes is 96 a day.',
    'HTTPS (port 443) from this host to the API of the tenant, directly or through a proxy.',
  ],
  steps: [...keySteps('Cortex XDR', role), 'Try the query in the Query Center first: what it costs stands there.'],
  commands: true,
  settings: cortexSettings({ source: id, keyId: 'always', ...own }),
  order: settingsOrder(own),
  permission: role,
  origin: ({ tenant }) => cortexOrigin('cortex-xdr', tenant, 'public_api_v1'),
  supply: xqlSupply,
  ecs: xqlRowEcs,
};
