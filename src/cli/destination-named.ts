import { ConnectorError } from '../contract/index.ts';
import { isEndpoint } from '../host/config/is-endpoint.ts';
import type { DestinationConfig } from '../host/delivery/destination.ts';

/** The usual destination, or the one that was named. Another endpoint gets nothing of what was configured for the one that is: its headers are meant for nobody else. */
export function destinationNamed(url: string | undefined, usual: DestinationConfig): DestinationConfig {
  if (url === undefined) return usual;
  if (!isEndpoint(url)) {
    throw new ConnectorError('config', '--destination is no http or https URL without user, password and query', {
      remedy: 'Give the base of an OTLP/HTTP endpoint, such as http://127.0.0.1:4318.',
    });
  }
  return {
    kind: 'otlp',
    endpoint: url,
    encoding: 'json',
    compression: 'none',
    headers: {},
    timeoutMs: 10_000,
    maxRequestRecords: 200,
  };
}
