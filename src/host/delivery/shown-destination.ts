import type { DestinationConfig } from './destination.ts';
import { shownUrl } from './logs-url.ts';

/** For display: URL or path, without user, password and query. The same as `Sink.destination`. */
export function shownDestination(destination: DestinationConfig): string {
  return destination.kind === 'file' ? destination.path : shownUrl(destination.endpoint);
}
