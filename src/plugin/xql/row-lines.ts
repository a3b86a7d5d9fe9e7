import { ConnectorError } from '../../contract/index.ts';

const newline = 0x0a;
/** No row is longer; what is would take memory without end. */
const mostBytes = 16 * 1024 * 1024;
/** In a row; keeps a connection alive for a while, but not for ever. */
const mostEmptyLines = 1_000_000;

/** The lines of a body, without what ends them, one at a time. Empty ones are left out. @throws ConnectorError */
export async function* rowLines(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let [begunBytes, emptyLines] = [0, 0];
  for await (const chunk of body) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      const rest = chunk.subarray(from, end);
      const line = begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      emptyLines = line.length > 0 ? 0 : emptyLines + 1;
      if (emptyLines > mostEmptyLines) throw tooEmpty();
      if (line.length > 0) yield line;
      begun = [];
      begunBytes = 0;
      from = end + 1;
    }
    if (from === chunk.length) continue;
    begun.push(chunk.subarray(from));
    begunBytes += chunk.length - from;
    if (begunBytes > mostBytes) throw tooLong();
  }
  if (begunBytes > 0) yield Buffer.concat(begun);
}

function tooEmpty(): ConnectorError {
  return new ConnectorError('protocol', 'the stream of rows has empty lines without end', { code: 'API-BODY' });
}

function tooLong(): ConnectorError {
  return new ConnectorError('protocol', 'a row of the query is longer than 16 MiB', {
    code: 'API-SIZE',
    remedy: 'Ask for fewer fields: end the query with | fields ….',
  });
}
