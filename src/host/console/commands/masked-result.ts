import { type CallAnswer, shownCharacters, shownRecords } from '../../../api/commands.ts';
import type { CommandResult, JsonValue } from '../../../contract/index.ts';
import type { Redactor } from '../../../shared/redact.ts';
import { maskedWhole } from '../masked-json.ts';
import { shortened } from './shortened.ts';

/** A result without what is secret: all of it to be saved, and as much as a page shows. */
export interface MaskedResult {
  readonly whole: JsonValue;
  readonly shown: CallAnswer;
}

export function maskedResult(result: CommandResult, redactor: Pick<Redactor, 'redact'>): MaskedResult {
  const masked = (value: JsonValue): JsonValue => maskedWhole(value, redactor);
  const rawData = masked(result.rawData);
  const bodies = result.records.map(({ body }) => masked(body));
  const shownRaw = shortened(rawData, shownCharacters);
  const first = beginning(bodies);
  return {
    whole: { ...wholeOf(result, masked), raw_data: rawData, records: bodies },
    shown: { records: first, rawData: shownRaw.value, cut: shownRaw.isShort || first.length < bodies.length },
  };
}

/** In the words of the command line. */
function wholeOf(result: CommandResult, masked: (value: JsonValue) => JsonValue) {
  const { command, returnData, failures, keyFields, files } = result;
  const plain = JSON.parse(JSON.stringify(failures)) as JsonValue;
  return {
    command,
    return_data: returnData,
    failures: masked(plain),
    key_fields: masked({ ...keyFields }),
    files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
  };
}

/** The first rows, as many as there is room for. */
function beginning(rows: readonly JsonValue[]): JsonValue[] {
  let left = shownCharacters;
  const fitting = rows.slice(0, shownRecords).findIndex((row) => (left -= JSON.stringify(row).length) < 0);
  return rows.slice(0, fitting < 0 ? shownRecords : fitting);
}
