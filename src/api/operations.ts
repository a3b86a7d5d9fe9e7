import { z } from 'zod';
import { checkpointSchema } from '../contract/index.ts';

const json: z.ZodType = z.json().meta({ id: 'Json' });

/** What has to be typed to confirm a step that cannot be taken back: the id of the connector. */
export const confirmationSchema = z.strictObject({ confirm: z.string() }).meta({ id: 'Confirmation' });

export const checkpointViewSchema = z
  .strictObject({
    checkpoint: checkpointSchema.nullable().describe('Null: its next poll is a first start.'),
    words: z.array(z.string()).describe('The same in words.'),
    problem: z.string().nullable().describe('Why it cannot be used, where it cannot.'),
    movable: z.boolean().describe('Only that of a paused connector can be moved.'),
  })
  .meta({ id: 'CheckpointView' });
export type CheckpointView = z.infer<typeof checkpointViewSchema>;

/** Moves a checkpoint. `to` null: forget it, so that the next poll is a first start. */
export const checkpointMoveSchema = z
  .strictObject({ to: z.iso.datetime().nullable(), confirm: z.string() })
  .meta({ id: 'CheckpointMove' });
export type CheckpointMove = z.infer<typeof checkpointMoveSchema>;

/** A record that went by, sampled and masked. */
export const liveRecordSchema = z
  .strictObject({
    sequence: z.int(),
    at: z.iso.datetime().describe('When it was accepted.'),
    eventName: z.string(),
    severity: z.string().nullable(),
    time: z.iso.datetime().nullable(),
    uid: z.string(),
    mapped: json.describe('Attributes, severity and times, as they were delivered.'),
    raw: json.describe('The body: what the vendor sent.'),
  })
  .meta({ id: 'LiveRecord' });
export type LiveRecord = z.infer<typeof liveRecordSchema>;

export const liveRecordsSchema = z
  .strictObject({
    records: z.array(liveRecordSchema).describe('Newest last, at most 200.'),
    passed: z.int().describe('Records that went by since the process started; more than are shown.'),
  })
  .meta({ id: 'LiveRecords' });

const deadLetterSchema = z
  .strictObject({
    id: z.int(),
    kind: z.enum(['refused', 'partial']),
    reason: z.string(),
    at: z.iso.datetime(),
    records: z.int(),
    sample: json.describe('The first record of the entry, masked.'),
  })
  .meta({ id: 'DeadLetter' });
export const deadLettersSchema = z
  .strictObject({ entries: z.array(deadLetterSchema), total: z.int(), totalRecords: z.int() })
  .meta({ id: 'DeadLetters' });
export type DeadLetters = z.infer<typeof deadLettersSchema>;

export const deadLetterChoiceSchema = z
  .strictObject({ ids: z.array(z.int()).min(1).max(500), confirm: z.string().optional() })
  .meta({ id: 'DeadLetterChoice' });
export const deadLettersDoneSchema = z
  .strictObject({
    done: z.int().describe('Entries that are gone.'),
    refused: z.int().describe('Records refused again.'),
  })
  .meta({ id: 'DeadLettersDone' });

/** A change of status, an edit, a step somebody took. Equal ones in a row are one, counted. */
export const timelineEntrySchema = z
  .strictObject({
    id: z.int(),
    at: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    count: z.int(),
    kind: z.enum(['status', 'edit', 'operation', 'test', 'notification']),
    actor: z.string().nullable().describe('Who; null: by itself.'),
    text: z.string(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export const timelineSchema = z
  .strictObject({ entries: z.array(timelineEntrySchema).describe('Newest first.') })
  .meta({ id: 'Timeline' });

export const periodSchema = z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }).meta({ id: 'Period' });

/** A period that is sent again. */
export const replayStateSchema = z
  .strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    startedAt: z.iso.datetime(),
    records: z.int(),
    ratio: z.number().describe('Share of the period that has been read, 0 to 1.'),
    message: z.string().nullable(),
  })
  .meta({ id: 'ReplayState' });
export type ReplayState = z.infer<typeof replayStateSchema>;

/** Records the key may not see: a gap no connector can close. */
export const gapsSchema = z
  .strictObject({
    restricted: z.number().describe('Times a record was named but withheld, since the first start.'),
    explanation: z.string(),
  })
  .meta({ id: 'Gaps' });
