import { ConnectorError, type ErrorKind, isConnectorError } from '../../contract/index.ts';
import { failureFacts } from './failure-facts.ts';
import { type Redact, upstreamText } from './upstream-text.ts';

interface Meaning {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly says: string;
  readonly remedy: string;
}

const reach = 'Check firewall and proxy, and whether Cortex or the proxy allows our address.';
const patience = 'Nothing: it is asked again; if it lasts, look at the network and the proxy.';
const trust = 'If a proxy inspects TLS, add its authority as ca_file; checking cannot be switched off.';

const dns: Meaning = {
  kind: 'unavailable',
  code: 'NET-101',
  says: 'cannot be resolved by DNS',
  remedy: 'Check tenant name and region, and this machine’s DNS.',
};
const noConnection: Meaning = { kind: 'unavailable', code: 'NET-102', says: 'cannot be connected to', remedy: reach };
const cut: Meaning = {
  kind: 'unavailable',
  code: 'NET-102',
  says: 'ended the connection before the answer was complete',
  remedy: patience,
};
const slow: Meaning = { kind: 'unavailable', code: 'NET-102', says: 'did not answer in time', remedy: patience };
const proxyDown: Meaning = {
  kind: 'unavailable',
  code: 'NET-104',
  says: 'cannot be reached through the proxy',
  remedy: 'Check the proxy.',
};
const untrusted: Meaning = {
  kind: 'untrusted',
  code: 'TLS-201',
  says: 'shows a certificate of an unknown authority',
  remedy: trust,
};
const wrongCertificate: Meaning = {
  kind: 'untrusted',
  code: 'TLS-202',
  says: 'shows a certificate that is expired, not yet valid, or for another name',
  remedy: 'Check the address and this machine’s clock; a proxy that inspects TLS may also be at fault.',
};
const noCommonTls: Meaning = {
  kind: 'untrusted',
  code: 'TLS-201',
  says: 'does not speak TLS 1.2 or later with us',
  remedy: 'Check address and port, and whether a proxy stands in between.',
};
const notHttp: Meaning = {
  kind: 'protocol',
  code: 'API-BODY',
  says: 'sent something that is not HTTP',
  remedy: 'Check address and port, and whether a proxy answers in place of Cortex.',
};
const notCompressed: Meaning = {
  kind: 'protocol',
  code: 'API-BODY',
  says: 'sent an answer that cannot be decompressed',
  remedy: 'Check whether a proxy changes answers.',
};
const exhausted: Meaning = {
  kind: 'unavailable',
  code: 'NET-102',
  says: 'cannot be connected to: this process has too many open files',
  remedy: 'Raise the limit of open files (ulimit -n).',
};
const unknown: Meaning = { kind: 'unavailable', code: 'NET-102', says: 'could not be asked', remedy: patience };

const byCode: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:ENOTFOUND|EAI_.*|ENODATA|ESERVFAIL)$/, dns],
  [
    /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|EACCES|EPERM)$/,
    noConnection,
  ],
  [/^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, slow],
  [
    /^(?:ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|HPE_INVALID_EOF_STATE|Z_BUF_ERROR|ERR_STREAM_PREMATURE_CLOSE)$/,
    cut,
  ],
  [/^(?:EMFILE|ENFILE)$/, exhausted],
  [
    /^(?:ERR_TLS_CERT_ALTNAME_.*|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|HOSTNAME_MISMATCH|UND_ERR_PRX_TLS)$/,
    wrongCertificate,
  ],
  [
    /^(?:.*SELF_SIGNED.*|UNABLE_TO_(?:GET|VERIFY|DECRYPT|DECODE)_.*|CERT_.*|CRL_.*|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED|OCSP_.*)$/,
    untrusted,
  ],
  [/^(?:EPROTO|ERR_SSL_.*|ERR_TLS_.*)$/, noCommonTls],
  [/^(?:HPE_.*|UND_ERR_HEADERS_OVERFLOW)$/, notHttp],
  [/^(?:Z_.*|ERR__ERROR_.*|ERR_BROTLI_.*|ERR_PADDING_.*)$/, notCompressed],
  [/^UND_ERR_PRX_CONN$/, proxyDown],
];

/**
 * Makes the error for a call that brought no complete answer: DNS, TCP, TLS, proxy, timeouts, cut or corrupt bodies.
 * Names, codes and addresses are told; the text of the original never is, for some quote the headers they choke on.
 */
export function classifyFailure(failure: unknown, host: string, redact: Redact): ConnectorError {
  if (isConnectorError(failure)) return failure;
  const facts = failureFacts(failure);
  const meaning =
    facts.proxyStatus === undefined
      ? byCode.find(([pattern]) => pattern.test(facts.code))?.[1]
      : proxyRefusal(facts.proxyStatus);
  const { kind, code, says, remedy } = meaning ?? unknown;
  const who =
    facts.hostname !== undefined && facts.hostname !== new URL(`https://${host}`).hostname ? facts.hostname : host;
  const words = upstreamText(facts.words, redact);
  return new ConnectorError(kind, `${upstreamText(who, redact)} ${says} (${words})`, {
    code,
    remedy,
    // Whether anything was sent is told by these: see neverSent.
    cause: Object.assign(new Error(words), {
      code: facts.code,
      ...(facts.syscall !== undefined && { syscall: facts.syscall }),
    }),
  });
}

function proxyRefusal(status: number): Meaning {
  if (status === 407) {
    return {
      kind: 'config',
      code: 'NET-104',
      says: 'is behind a proxy that asks for a password',
      remedy: 'Put user and password into the proxy address.',
    };
  }
  if (status >= 500 || status === 429 || status === 408) return proxyDown;
  return {
    kind: 'config',
    code: 'NET-104',
    says: 'is refused by the proxy',
    remedy: 'Have the proxy allow this host.',
  };
}
