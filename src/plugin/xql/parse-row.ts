import { ConnectorError } from '../../contract/index.ts';
import { reportedError } from '../cortex/error-envelope.ts';
import { parseJson } from '../cortex/parse-json.ts';
import { type JsonObject, objectOf } from '../sources/vendor-values.ts';

/**
 * A row of a line. What the stream says in place of rows is an error; half a row, with which a stream ends that was cut, is
 * none. @throws ConnectorError `unavailable`, `protocol`
 */
export function parseRow(line: Buffer): JsonObject {
  const row = objectOf(parsed(line));
  if (!row) throw brokenOff();
  // A row may have a column of that name; an envelope has nothing else.
  const reported = Object.keys(row).join() === 'reply' ? reportedError(row) : undefined;
  if (!reported) return row;
  throw new ConnectorError('unavailable', `the stream of rows ends with an error: ${reported.text.slice(0, 200)}`, {
    code: 'API-5xx',
    remedy: 'Try again; if it lasts, run the query again.',
    ...(reported.status !== undefined && { status: reported.status }),
  });
}

function parsed(line: Buffer) {
  try {
    return parseJson(line.toString('utf8'));
  } catch {
    throw brokenOff();
  }
}

function brokenOff(): ConnectorError {
  return new ConnectorError('unavailable', 'the stream of rows breaks off in the middle of one', {
    code: 'NET-102',
    remedy: 'Try again: the rows of a query are kept for a while.',
  });
}
