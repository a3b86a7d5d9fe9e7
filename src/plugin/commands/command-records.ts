import type { JsonValue, LogRecord, Tools } from '../../contract/index.ts';
import type { CortexConfig } from '../cortex-config.ts';
import { createPrivacy } from '../privacy/create-privacy.ts';
import { contentHash, recordUid } from '../sources/record-uid.ts';
import type { RecordKind } from '../sources/source-definition.ts';
import { toRecord } from '../sources/to-record.ts';
import { hrTimeOfMs } from '../sources/vendor-time.ts';

/** What a row of an answer is read as. */
export interface AnswerKind {
  readonly kind: RecordKind;
  /** Stands for a source in the uid: what a command brings is no record of a stream. */
  readonly command: string;
}

/**
 * Records of what a command has read, made as those of a source are: privacy rules, body and names as the connector has
 * them. A row that is read twice, and is the same, has the same uid.
 */
export function commandRecords(
  { kind, command }: AnswerKind,
  rows: readonly JsonValue[],
  { config, tools }: { readonly config: CortexConfig; readonly tools: Pick<Tools, 'clock'> },
): readonly LogRecord[] {
  const { body, ecs, tenant } = config;
  const identity = contentHash();
  const privacy = config.privacy && createPrivacy(config.privacy);
  const options = { observedTime: hrTimeOfMs(tools.clock.now()), body, ecs, privacy };
  return rows.map((item) => {
    const uid = recordUid(command, tenant, identity(item));
    return toRecord(kind, { item, uid, timeMs: undefined }, options);
  });
}
