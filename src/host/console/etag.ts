import type { SavedConnector } from '../state/operator-store.ts';

/** Names a version of a connector: another one after each edit, and of another connector that is given its id later. */
export function etagOf({ createdMs, revision }: SavedConnector): string {
  return `"${createdMs.toString(36)}.${revision}"`;
}
