import type { SavedConnector } from '../state/operator-store.ts';

/** Whether a key is needed for one of its secrets. */
export function holdsSealed({ secrets, destination }: SavedConnector): boolean {
  return [...Object.values(secrets), destination?.authorization].some((secret) => secret?.kind === 'sealed');
}
