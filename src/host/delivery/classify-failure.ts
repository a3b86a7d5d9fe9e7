import type { ConnectorError } from '../../contract/index.ts';
import { excerpt, otlpError } from './otlp-error.ts';

/** What a connection that brought no status line means. The codes are Node's and OpenSSL's. */
export function classifyFailure(error: Error, endpoint: string): ConnectorError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const message = `${endpoint} could not be reached: ${excerpt(error.message)}${code === '' ? '' : ` (${code})`}`;
  const details = { cause: error };
  if (speaksNoTls.test(code)) {
    return otlpError('config', 'OTLP-603', `${endpoint} does not speak TLS (${code})`, {
      ...details,
      remedy: 'Use http:// for a plain endpoint, or the port that serves https.',
    });
  }
  if (untrusted.test(code)) return otlpError('untrusted', 'OTLP-609', message, details);
  if (code.startsWith('HPE_')) {
    return otlpError('config', 'OTLP-603', `${endpoint} does not speak HTTP/1.1 (${code})`, {
      ...details,
      remedy: 'Use the OTLP/HTTP port, 4318 by default: 4317 is gRPC. Use https:// where the endpoint serves TLS.',
    });
  }
  if (code === 'ERR_PROXY_TUNNEL') {
    const kind = /\b407\b/.test(error.message) ? 'config' : 'unavailable';
    return otlpError(kind, 'OTLP-613', message, details);
  }
  return otlpError('unavailable', 'OTLP-608', message, details);
}

/** An https request to a port that answers in plain text. */
const speaksNoTls = /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/;

const untrusted = /CERT|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|HOSTNAME_MISMATCH|_ALERT_|INVALID_(CA|PURPOSE)/;
