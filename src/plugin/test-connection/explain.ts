import type { ConnectorError } from '../../contract/index.ts';
import { failed, type Finding } from './finding.ts';

/** Errors that a wrong host might answer with just as well as the right one. */
const doubtful = /^(?:PERM-401|API-404|API-BODY)$/;

export interface Hint {
  /** What the source needs, in words. */
  readonly permission: string;
  /** Whether the host is a Cortex API; asked only when in doubt. Undefined where there is no telling. */
  readonly isCortex: () => Promise<boolean | undefined>;
}

/** The failure, with a remedy that tells a wrong host from a missing right. */
export async function explain(error: ConnectorError, hint: Hint): Promise<Finding> {
  if (!doubtful.test(error.code ?? '')) return failed(error);
  const { message, code } = error;
  return failed({ message, code, remedy: remedyOf(error, hint.permission, await hint.isCortex()) });
}

function remedyOf({ code, remedy }: ConnectorError, permission: string, isCortex: boolean | undefined) {
  if (code === 'PERM-401') {
    const needed = `Give the key ${permission}; it can do no more than its role and whoever created it.`;
    return isCortex === false
      ? `${needed} The health check of Cortex is not answered either: a firewall or proxy in between may be what refuses.`
      : needed;
  }
  return isCortex === true
    ? 'The host is a Cortex API, but does not serve this source: check the product of the tenant and the source chosen.'
    : remedy;
}
