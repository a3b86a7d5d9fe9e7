import { z } from 'zod';
import { commandManifestSchema, commandReturns } from '../contract/index.ts';
import { fieldProblemSchema } from './problem.ts';

const json: z.ZodType = z.json().meta({ id: 'Json' });
const input = z.record(z.string().max(64), json, {
  error: ({ code }) => (code === 'invalid_type' ? 'must be an object: each parameter by its name' : undefined),
});
const time = z.iso.datetime();

/** The most rows and the longest raw data that come with a result; all of it is a download away. */
export const shownRecords = 200;
export const shownCharacters = 131_072;

/** The commands of a connector, and which of them its `commands` setting allows. */
export const connectorCommandsSchema = z
  .strictObject({
    setting: z.enum(['off', 'read', 'write']).describe('What the connector allows.'),
    commands: z.array(
      z.strictObject({
        ...commandManifestSchema.shape,
        refused: z
          .strictObject({ error: z.string(), remedy: z.string() })
          .nullable()
          .describe('Why the connector does not allow it; null: it does.'),
      }),
    ),
  })
  .meta({ id: 'ConnectorCommands' });
export type ConnectorCommands = z.infer<typeof connectorCommandsSchema>;
export type ConnectorCommand = ConnectorCommands['commands'][number];

/** An input as a person has filled it in so far. */
export const commandInputSchema = z.strictObject({ command: z.string().max(64), input }).meta({ id: 'CommandInput' });
export type CommandInput = z.infer<typeof commandInputSchema>;

/** What the pure check says of it. */
export const checkedCommandSchema = z
  .strictObject({
    ok: z.boolean(),
    summary: z.string().nullable().describe('What it will do, in a line; null while it cannot be run.'),
    fields: z.array(fieldProblemSchema),
  })
  .meta({ id: 'CheckedCommand' });
export type CheckedCommand = z.infer<typeof checkedCommandSchema>;

/** A command to run. */
export const commandRunSchema = commandInputSchema
  .extend({ confirm: z.string().optional().describe('The id of the connector; for what changes something.') })
  .meta({ id: 'CommandRun' });
export type CommandRun = z.infer<typeof commandRunSchema>;

/** Of an input, or of the call as a whole. */
const commandFailureSchema = z
  .strictObject({
    indicator: z.string(),
    input: z.string().nullable().describe('Which one failed; null: the call as a whole.'),
    statusCode: z.int().nullable().describe('Null: nothing answered.'),
    message: z.string(),
    remedy: z.string(),
    code: z.string().nullable().describe('Code of the error catalogue, docs/errors.md.'),
    outcome: z.enum(['not done', 'unknown']).describe('unknown: it may have been done.'),
  })
  .meta({ id: 'CommandFailure' });
export type CommandFailure = z.infer<typeof commandFailureSchema>;

/** A file a call has left. */
const callFileSchema = z
  .strictObject({
    name: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    kept: z.boolean().describe('Whether it can still be downloaded here.'),
  })
  .meta({ id: 'CallFile' });
export type CallFile = z.infer<typeof callFileSchema>;

/** What the vendor answered, secrets masked; as much of it as is looked at. */
export const callAnswerSchema = z
  .strictObject({
    records: z.array(json).max(shownRecords).describe('What the records of the result hold, the first of them.'),
    rawData: json.describe('As the API answered. Long lists are cut where `cut` says so.'),
    cut: z.boolean().describe('The download has more than this answer.'),
  })
  .meta({ id: 'CallAnswer' });
export type CallAnswer = z.infer<typeof callAnswerSchema>;

/** How a call stands or has ended. */
export const callOutcomeSchema = z
  .enum(['running', ...commandReturns, 'Refused', 'Interrupted', 'lost'])
  .describe(
    'Refused: the configuration does not allow it, nothing was sent. Interrupted: whoever ran it left. ' +
      'lost: whoever ran it was killed, and nobody knows what came of it.',
  );
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

/** One run of a command: a line of the history. */
const callSummarySchema = z
  .strictObject({
    call: z.string().describe('Its id.'),
    command: z.string(),
    access: z.enum(['read', 'write']),
    actor: z.string(),
    via: z.enum(['cli', 'console', 'program']),
    at: time,
    durationMs: z.number().nullable().describe('Null: it has not ended.'),
    summary: z.string().describe('What it was to do.'),
    outcome: callOutcomeSchema,
    unknown: z.boolean().describe('Whether some of it may have been done without anybody knowing.'),
  })
  .meta({ id: 'CallSummary' });
export type CallSummary = z.infer<typeof callSummarySchema>;

export const callHistorySchema = z
  .strictObject({
    calls: z.array(callSummarySchema).describe('Newest first.'),
    next: z.int().nullable().describe('What to ask for older ones with, as `after`; null: there are none.'),
  })
  .meta({ id: 'CallHistory' });

export const callDetailsSchema = z
  .strictObject({
    ...callSummarySchema.shape,
    input: json.describe('As it was given, without secrets.'),
    failures: z.array(commandFailureSchema),
    moreFailures: z.int().describe('Failures beyond those.'),
    keyFields: z.record(z.string(), json).describe('Ids and figures worth going on with.'),
    files: z.array(callFileSchema),
    recordCount: z.int(),
    stoppedBy: z.string().nullable().describe('Who had it stopped; null: nobody. What had been sent by then was sent.'),
    error: z
      .strictObject({ message: z.string(), code: z.string().nullable() })
      .nullable()
      .describe('Why it came to no result.'),
    unrecorded: z
      .boolean()
      .describe('Of `ended`: what came of it could be neither recorded nor delivered, and stands nowhere else.'),
    resultKept: z.boolean().describe('Whether the whole result can be downloaded here.'),
    answer: callAnswerSchema.nullable().describe('Null: it is not kept, or no longer.'),
  })
  .meta({ id: 'CallDetails' });
export type CallDetails = z.infer<typeof callDetailsSchema>;

/** A line of the stream a run answers with (application/x-ndjson): that it has begun, how far it is, what came of it. */
export const commandEventSchema = z
  .union([
    z.strictObject({ started: z.strictObject({ call: z.string(), summary: z.string() }) }),
    z.strictObject({
      progress: z.strictObject({ message: z.string(), done: z.number().optional(), total: z.number().optional() }),
    }),
    z.strictObject({ ended: callDetailsSchema }),
  ])
  .meta({ id: 'CommandEvent' });
export type CommandEvent = z.infer<typeof commandEventSchema>;
