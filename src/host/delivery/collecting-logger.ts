import { type Attributes as ApiAttributes, type LogRecord as ApiLogRecord, ROOT_CONTEXT } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { LoggerProvider, type ReadableLogRecord } from '@opentelemetry/sdk-logs';
import type { Origin } from '../../contract/index.ts';

/**
 * The official logger of one origin, as a function: its processor only collects, no attribute is dropped, and the root
 * context keeps a span of whoever calls out of the records. The attributes must be fit to be sent as they are: the SDK
 * would look for what is not in every one of them, at the cost of all else that is done for a record.
 */
export function createCollectingLogger(origin: Origin) {
  let attributes: ApiAttributes = {};
  let collected: ReadableLogRecord | undefined;
  const provider = new LoggerProvider({
    resource: resourceFromAttributes(origin.resource as ApiAttributes),
    processors: [
      {
        onEmit: (record) => {
          collected = Object.assign(record, { attributes });
        },
        forceFlush: async () => {},
        shutdown: async () => {},
      },
    ],
  });
  const { name, version, schemaUrl } = origin.scope;
  const logger = provider.getLogger(name, version, { schemaUrl });

  return (record: Omit<ApiLogRecord, 'attributes'>, itsAttributes: ApiAttributes): ReadableLogRecord => {
    attributes = itsAttributes;
    collected = undefined;
    logger.emit({ ...record, context: ROOT_CONTEXT });
    if (collected === undefined) throw new Error('the OpenTelemetry logger swallowed a record');
    return collected;
  };
}
