import type { LogRecord } from '../../../src/contract/index.ts';

/** What a record says of itself as a revision. */
export function claimsOf({ eventName, attributes }: Pick<LogRecord, 'eventName' | 'attributes'>) {
  return {
    event: eventName.split('.').at(-1),
    number: attributes['paloalto.cortex.ingest.revision'],
    previousUid: attributes['paloalto.cortex.ingest.previous_uid'],
    changed: attributes['paloalto.cortex.ingest.changed_fields'],
  };
}
