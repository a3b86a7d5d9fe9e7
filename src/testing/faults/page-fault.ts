import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, type Answer, type JsonObject } from './answer.ts';
import type { Fault } from './fault.ts';
import { fault } from './fault-kinds.ts';

/** Answers of a list endpoint that are wrong in ways real ones have been: the genuine answer, bent. */
export const pageFault = {
  /** Every count in the answer says this, or is null or missing (`undefined`). */
  count: (claimed: JsonValue | undefined): Fault => inReply((reply) => withCounts(reply, claimed)),

  /** The rows are null in place of a list, and the counts with them. */
  nullList: (): Fault => inReply((reply) => withCounts(withRows(reply, null), null)),

  /** The rows in another order: reversed, or as `arrange` makes it. */
  unsorted: (arrange: (rows: readonly JsonValue[]) => readonly JsonValue[] = reversed): Fault =>
    inReply((reply) => withRows(reply, arrange(rowsOf(reply)))),

  /** Status 200 around an error. */
  errorInside: (code: number, message: string): Fault =>
    fault.change((answer) => ({ ...answer, status: 200, body: { reply: { err_code: code, err_msg: message } } })),

  /** The reply is a list that holds the reply. */
  listReply: (): Fault =>
    fault.change((answer) =>
      isJsonObject(answer.body) ? { ...answer, body: { reply: [answer.body['reply'] ?? null] } } : answer,
    ),

  /** Every page shows the rows of the first page that had any, whatever is asked: pages without end. */
  samePage: (): Fault => () => {
    let first: Answer | undefined;
    return () => ({
      kind: 'answer',
      make: (genuine) => {
        const answer = first ?? genuine();
        if (rowsOf(replyOf(answer)).length > 0) first = answer;
        return answer;
      },
    });
  },

  /** Every page is full of rows never seen before, made by `row` from a running number: a list without end. */
  freshPages:
    (row: (number: number) => JsonValue, size = 100): Fault =>
    () => {
      let number = 0;
      return () => ({
        kind: 'answer',
        make: (genuine) => {
          const rows = Array.from({ length: size }, () => row(number++));
          return mapReply(genuine(), (reply) => withCounts(withRows(reply, rows), size));
        },
      });
    },

  /** Each row changed, such as to drop or mistype a field. */
  rows: (change: (row: JsonValue, index: number) => JsonValue): Fault =>
    inReply((reply) => withRows(reply, rowsOf(reply).map(change))),
} as const;

const rowNames = ['incidents', 'data', 'audits', 'alerts', 'DATA', 'issues', 'endpoints'];
const countNames = ['total_count', 'result_count', 'total', 'TOTAL_COUNT', 'FILTER_COUNT'];

function inReply(change: (reply: JsonObject) => JsonObject): Fault {
  return fault.change((answer) => mapReply(answer, change));
}

/** Changes the object that holds the rows: `reply`, or the whole body for XSOAR 6. An error has none and stays. */
function mapReply(answer: Answer, change: (reply: JsonObject) => JsonObject): Answer {
  if (!isJsonObject(answer.body)) return answer;
  const { reply } = answer.body as { reply?: JsonValue };
  return { ...answer, body: isJsonObject(reply) ? { ...answer.body, reply: change(reply) } : change(answer.body) };
}

function replyOf(answer: Answer): JsonObject {
  if (!isJsonObject(answer.body)) return {};
  const { reply } = answer.body as { reply?: JsonValue };
  return isJsonObject(reply) ? reply : answer.body;
}

function rowsOf(reply: JsonObject): readonly JsonValue[] {
  const rows = rowNames.map((name) => reply[name]).find((value) => Array.isArray(value));
  return (rows as readonly JsonValue[] | undefined) ?? [];
}

function withRows(reply: JsonObject, rows: JsonValue): JsonObject {
  const name = rowNames.find((candidate) => candidate in reply);
  return name === undefined ? reply : { ...reply, [name]: rows };
}

function withCounts(reply: JsonObject, claimed: JsonValue | undefined): JsonObject {
  const others = Object.entries(reply).filter(([name]) => !countNames.includes(name));
  const counts = countNames.filter((name) => name in reply && claimed !== undefined);
  return Object.fromEntries([...counts.map((name) => [name, claimed ?? null] as const), ...others]);
}

function reversed(rows: readonly JsonValue[]): readonly JsonValue[] {
  return rows.toReversed();
}
