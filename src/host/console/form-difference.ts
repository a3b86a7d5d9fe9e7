import type { ConnectorForm } from '../../api/connector-form.ts';
import type { Problem } from '../../api/problem.ts';
import type { SavedConnector } from '../state/operator-store.ts';
import type { ConnectorContent } from './form-content.ts';

/** Where what is saved by now differs from what was sent. Never holds a secret. */
export function formDifference(saved: SavedConnector, sent: ConnectorContent): NonNullable<Problem['difference']> {
  const [theirs, yours] = [flat(saved), flat(sent)];
  return [...new Set([...theirs.keys(), ...yours.keys()])]
    .map((path) => ({ path, theirs: theirs.get(path) ?? '', yours: yours.get(path) ?? '' }))
    .filter((each) => each.theirs !== each.yours);
}

function flat({ name, settings, destination, healthCheckInterval }: ConnectorContent): ReadonlyMap<string, string> {
  const { endpoint, encoding, compression } = destination ?? {};
  const texts: Record<string, ConnectorForm['settings'][string] | undefined> = {
    name,
    healthCheckInterval,
    'destination.endpoint': endpoint,
    'destination.encoding': encoding,
    'destination.compression': compression,
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [`settings.${key}`, value])),
  };
  return new Map(Object.entries(texts).map(([path, value]) => [path, String(value ?? '')]));
}
