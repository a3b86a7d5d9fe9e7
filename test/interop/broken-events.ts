import type { JsonValue } from '../../src/contract/index.ts';

type Event = Readonly<Record<string, JsonValue>>;

const without = (event: Event, key: string): Event =>
  Object.fromEntries(Object.entries(event).filter(([name]) => name !== key));
const metadataOf = (event: Event): Event => event['metadata'] as Event;

/** Ways of breaking an event that the validator has to notice: a validator that takes these proves nothing. */
export const breakages: Readonly<Record<string, (event: Event) => JsonValue>> = {
  'an attribute the class does not have': (event) => ({ ...event, vendor_field: 1 }),
  'an attribute an object does not have': (event) => ({
    ...event,
    metadata: { ...metadataOf(event), vendor_field: 1 },
  }),
  'no severity_id': (event) => without(event, 'severity_id'),
  'a severity_id that there is not': (event) => ({ ...event, severity_id: 7 }),
  'the type_uid of another activity': (event) => ({ ...event, type_uid: Number(event['type_uid']) + 1000 }),
  'a time that is text': (event) => ({ ...event, time: '2026-01-01T00:00:00Z' }),
  'no product': (event) => ({ ...event, metadata: without(metadataOf(event), 'product') }),
  'another version': (event) => ({ ...event, metadata: { ...metadataOf(event), version: '1.0.0' } }),
  'a profile that there is not': (event) => ({ ...event, metadata: { ...metadataOf(event), profiles: ['nonsense'] } }),
  'raw data that is no text': (event) => ({ ...event, raw_data: {} }),
  'no object at all': () => 'event',
};
