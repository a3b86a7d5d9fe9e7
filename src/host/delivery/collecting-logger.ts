import { type Attributes as ApiAttributes, type LogRecord as ApiLogRecord, ROOT_CONTEXT } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Origin } from '../../contract/index.ts';

/**
 * The official logger of one origin, as a function: its processor only collects, no attribute is dropped, and the root
 * context keeps a span of whoever calls out of the records. `added` are attributes beside the record's own.
 */
export function createCollectingLogger(origin: Origin) {
  let adding: ApiAttributes = {};
  let collected: ReadableLogRecord | undefined;
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(origin.resource as ApiAttributes),
    logRecordLimits: { attributeCountLimit: Number.POSITIVE_INFINITY },
    processors: [
      {
        onEmit: (record) => {
          collected = record.setAttributes(adding);
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  const { name, version, schemaUrl } = origin.scope;
  const logger = provider.getLogger(name, version, { schemaUrl });

  return (record: ApiLogRecord, added: ApiAttributes): ReadableLogRecord => {
    adding = added;
    collected = undefined;
    logger.emit({ ...record, context: ROOT_CONTEXT });
    if (collected === undefined) throw new Error('the OpenTelemetry logger swallowed a record');
    return collected;
  };
}
