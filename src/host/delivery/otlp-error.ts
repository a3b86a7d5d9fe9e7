import { ConnectorError, type ErrorDetails, type ErrorKind } from '../../contract/index.ts';

/** Codes of the catalogue, each with what a person does about it. */
const remedies = {
  'OTLP-601': 'Read what the endpoint says; check that it is an OTLP/HTTP logs endpoint and its limits.',
  'OTLP-602': 'Check the destination headers: the token is missing, wrong, expired, or may not write logs.',
  'OTLP-603': 'Check the endpoint: OTLP/HTTP listens on port 4318 by default, and its path ends in /v1/logs.',
  'OTLP-604': 'Raise the body size limit of the endpoint or the proxy before it, or lower max_request_records.',
  'OTLP-605': 'Look at the records kept for inspection and at the log of the endpoint.',
  'OTLP-606': 'Point the endpoint at an OTLP/HTTP receiver: a login page, proxy or web server answered instead.',
  'OTLP-607': 'Choose the encoding and compression that the endpoint accepts.',
  'OTLP-608': 'Check that the endpoint is running and that firewalls and proxies let the connection through.',
  'OTLP-609': 'Check the certificate of the endpoint; add its authority as ca_file, or set the client certificate.',
  'OTLP-610': 'Nothing to do: delivery goes on when the endpoint allows. Raise its quota if this lasts.',
  'OTLP-611': 'Read the log of the endpoint; delivery goes on by itself once it works.',
  'OTLP-612': 'Check the endpoint and the proxies before it: they break the answer off.',
  'OTLP-613': 'Check the proxy, its credentials and NO_PROXY.',
  'OTLP-614': 'Check the destination headers and address: the request cannot be made from them.',
  'OTLP-LONE': 'Nothing to do yet: the record is sent again together with the next ones.',
} as const;

export type OtlpCode = keyof typeof remedies;

/** A ConnectorError of the OTLP part of the catalogue, with its remedy. */
export function otlpError(
  kind: ErrorKind,
  code: OtlpCode,
  message: string,
  details: ErrorDetails = {},
): ConnectorError {
  return new ConnectorError(kind, message, { ...details, code, remedy: details.remedy ?? remedies[code] });
}

/** Text of the other side, fit for a message: one line, at most 200 characters. */
export function excerpt(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .toWellFormed();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
}
