import { z } from 'zod';
import { fieldProblemSchema } from './problem.ts';

const settingValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A destination of a connector's own. Absent: the collector's. */
const ownDestinationSchema = z
  .strictObject({
    endpoint: z.string().max(2048).describe('OTLP/HTTP; /v1/logs is appended.'),
    encoding: z.enum(['json', 'protobuf']).default('json'),
    compression: z.enum(['none', 'gzip']).default('none'),
    authorization: z
      .string()
      .max(4096)
      .optional()
      .describe(
        'Value of the Authorization header. A secret: never answered. Absent keeps the one there is, empty removes it.',
      ),
  })
  .meta({ id: 'OwnDestination' });

/**
 * What the form holds. `settings` is what the manifest's schema of the source describes. A secret that is absent or empty
 * keeps the current one, null takes an optional one away; one of the shape `${env:NAME}` or `${file:/path}` is a reference.
 */
export const connectorFormSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(64).describe('For people; unique.'),
    sources: z.array(z.string()).min(1).max(32).describe('One connector each; only one when it is edited.'),
    settings: z.record(z.string().max(64), settingValue),
    destination: ownDestinationSchema.nullable().default(null),
    healthCheckInterval: z
      .string()
      .max(16)
      .nullable()
      .default(null)
      .describe('How often the connection test runs by itself, such as 6h.'),
  })
  .meta({ id: 'ConnectorForm' });
export type ConnectorForm = z.infer<typeof connectorFormSchema>;

/** A form that is tested: `connector` says whose secrets stand in for the blank ones. */
export const testFormSchema = connectorFormSchema
  .extend({ connector: z.string().optional().describe('Id of the connector that is being edited or tested.') })
  .meta({ id: 'TestForm' });
export type TestForm = z.infer<typeof testFormSchema>;

/** What the pure check says of a form that is not complete yet. */
export const checkedFormSchema = z
  .strictObject({
    ok: z.boolean(),
    tenant: z.string().nullable().describe('The address as it will be used.'),
    fields: z.array(fieldProblemSchema),
    secretsNeeded: z
      .array(z.string())
      .describe('Blank secrets that cannot stay blank: the address or the destination changed.'),
  })
  .meta({ id: 'CheckedForm' });
export type CheckedForm = z.infer<typeof checkedFormSchema>;

/** A connector as it is configured, without its secrets. */
export const connectorDetailsSchema = z
  .strictObject({
    id: z.string().describe('Key of its state: never changes.'),
    name: z.string(),
    source: z.string(),
    origin: z.enum(['file', 'saved']),
    tenant: z.string().nullable(),
    settings: z
      .record(z.string(), settingValue)
      .describe('Without secrets. Of a connector of the file: as far as they are no references.'),
    secrets: z.record(
      z.string(),
      z.strictObject({
        kind: z.enum(['sealed', 'reference', 'file']).describe('file: stands in the configuration file.'),
        reference: z.string().optional().describe('The reference itself; it is no secret.'),
        setAt: z.iso.datetime().nullable(),
      }),
    ),
    destination: ownDestinationSchema.omit({ authorization: true }).extend({ authorization: z.boolean() }).nullable(),
    healthCheckInterval: z.string().nullable(),
    etag: z.string().describe('Changes with every edit: to be sent as If-Match, with its quotes.'),
    yaml: z.string().describe('As it would stand in a configuration file, secrets as references.'),
    lastTest: z.lazy(() => testResultSchema).nullable(),
  })
  .meta({ id: 'ConnectorDetails' });
export type ConnectorDetails = z.infer<typeof connectorDetailsSchema>;

/** A stage of a connection test, as it ends. */
export const testStageSchema = z
  .strictObject({
    stage: z.string(),
    status: z.enum(['ok', 'warning', 'failed', 'skipped']),
    ms: z.number(),
    message: z.string(),
    code: z.string().optional(),
    remedy: z.string().optional(),
    expires: z
      .strictObject({ what: z.string(), at: z.iso.datetime() })
      .optional()
      .describe('Something the connection rests on that will end.'),
  })
  .meta({ id: 'TestStage' });

/** How a connection test came out. */
export const testResultSchema = z
  .strictObject({
    status: z.enum(['ok', 'failed']),
    message: z.string().describe('"Connection successful", or which stage failed and why.'),
    testedAt: z.iso.datetime(),
    durationMs: z.number(),
    stages: z.array(testStageSchema),
  })
  .meta({ id: 'TestResult' });
export type TestResult = z.infer<typeof testResultSchema>;

/** A line of the stream a test answers with (application/x-ndjson): stages as they end, then the result. */
export const testEventSchema = z
  .union([z.strictObject({ stage: testStageSchema, source: z.string() }), z.strictObject({ result: testResultSchema })])
  .meta({ id: 'TestEvent' });
export type TestEvent = z.infer<typeof testEventSchema>;
