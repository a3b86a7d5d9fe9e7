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
  /** `apart`: rows that are the same are several things, not one that was read twice. */
  readonly repeats?: 'apart';
}

/**
 * Records of what a command has read, made as those of a source are: privacy rules, body and names as the connector has
 * them. A row that is read twice, and is the same, has the same uid; where those are `apart`, the one at the same place
 * among them.
 */
export function commandRecords(
  { kind, command, repeats }: AnswerKind,
  rows: readonly JsonValue[],
  { config, tools }: { readonly config: CortexConfig; readonly tools: Pick<Tools, 'clock'> },
): readonly LogRecord[] {
  const { body, ecs, tenant } = config;
  const identity = repeats === 'apart' ? numbered(contentHash()) : contentHash();
  const privacy = config.privacy && createPrivacy(config.privacy);
  const options = { observedTime: hrTimeOfMs(tools.clock.now()), body, ecs, privacy };
  return rows.map((item) => {
    const uid = recordUid(command, tenant, identity(item));
    return toRecord(kind, { item, uid, timeMs: undefined }, options);
  });
}

/** The first of those that are the same keeps its identity, the others add which of them they are. */
function numbered(identity: (item: JsonValue) => string): (item: JsonValue) => string {
  const times = new Map<string, number>();
  return (item) => {
    const id = identity(item);
    const before = times.get(id) ?? 0;
    times.set(id, before + 1);
    return before === 0 ? id : `${id}\n${before + 1}`;
  };
}
