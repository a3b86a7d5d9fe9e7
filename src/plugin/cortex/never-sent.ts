import { isConnectorError } from '../../contract/index.ts';
import { failureFacts } from './failure-facts.ts';

/** Failures of finding, connecting to and trusting the other side: nothing of a request is sent before that is done. */
const before =
  /^(?:ENOTFOUND|EAI_.*|ENODATA|ESERVFAIL|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_.*|EMFILE|ENFILE|ERR_TLS_CERT_ALTNAME_.*|CERT_.*|.*SELF_SIGNED.*|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_.*|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)$/;

/** Whether a request that failed cannot have reached the API. Where that is not certain: no. */
export function neverSent(failure: unknown): boolean {
  // What the way out refuses by itself: an address that must not be connected to.
  if (isConnectorError(failure)) return failure.kind === 'config';
  const { code, syscall, proxyStatus } = failureFacts(failure);
  return before.test(code) || syscall === 'connect' || proxyStatus !== undefined;
}
