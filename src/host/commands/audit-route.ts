import type { Origin } from '../../contract/index.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import { digest } from '../state/digest.ts';

/**
 * To whom audit records are told, in whose name: another connector of the same tenant with the same destination can tell them
 * just so. Without what may be a secret, which changes by itself.
 */
export function auditRoute(destination: DestinationConfig, { resource }: Pick<Origin, 'resource'>): string {
  const attributes = Object.entries(resource).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return digest('audit route', placeOf(destination), JSON.stringify(attributes));
}

function placeOf(destination: DestinationConfig): string {
  if (destination.kind === 'file') return destination.path;
  const { origin, pathname } = new URL(destination.endpoint);
  return origin + pathname;
}
