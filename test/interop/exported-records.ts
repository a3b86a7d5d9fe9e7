import { z } from 'zod';
import type { JsonValue } from '../../src/contract/index.ts';
import { type AnyValue, anyValueSchema, keyValuesSchema, plainMap, plainValue } from './any-value.ts';

type JsonMap = { readonly [key: string]: JsonValue };

/** A log record as it came out of the Collector, with its resource and scope beside it. */
export interface ExportedRecord {
  readonly resource: JsonMap;
  readonly scope: { readonly name: string; readonly version: string; readonly schemaUrl: string };
  readonly eventName: string;
  /** Nanoseconds since the epoch, decimal. `0` when there is no time. */
  readonly timeUnixNano: string;
  readonly observedTimeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly attributes: JsonMap;
  readonly body: JsonValue;
}

const nanoseconds = z.string().regex(/^\d+$/);

const recordSchema = z.strictObject({
  timeUnixNano: nanoseconds.default('0'),
  observedTimeUnixNano: nanoseconds,
  severityNumber: z.int().default(0),
  severityText: z.string().default(''),
  eventName: z.string().default(''),
  attributes: keyValuesSchema.default([]),
  body: anyValueSchema,
});

const requestSchema = z.strictObject({
  resourceLogs: z.array(
    z.strictObject({
      resource: z.strictObject({ attributes: keyValuesSchema.default([]) }),
      scopeLogs: z.array(
        z.strictObject({
          scope: z.strictObject({ name: z.string(), version: z.string() }),
          logRecords: z.array(recordSchema),
          schemaUrl: z.string().default(''),
        }),
      ),
      schemaUrl: z.string().optional(),
    }),
  ),
});

/**
 * Reads what the file exporter wrote: one OTLP/JSON request a line. Strict: anything a record should not hold (a trace
 * id, flags, dropped attributes) is an error.
 * @throws Error that names the line.
 */
export function exportedRecords(text: string): readonly ExportedRecord[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.flatMap((line, index) => {
    const request = requestSchema.safeParse(JSON.parse(line));
    if (!request.success) throw new Error(`line ${index + 1}: ${z.prettifyError(request.error)}`);
    return recordsIn(request.data);
  });
}

function recordsIn(request: z.infer<typeof requestSchema>): readonly ExportedRecord[] {
  return request.resourceLogs.flatMap(({ resource, scopeLogs }) =>
    scopeLogs.flatMap(({ scope, schemaUrl, logRecords }) =>
      logRecords.map((record) => ({
        ...record,
        resource: plainMap(resource.attributes),
        scope: { ...scope, schemaUrl },
        attributes: plainMap(record.attributes),
        body: plainValue(record.body as AnyValue),
      })),
    ),
  );
}
