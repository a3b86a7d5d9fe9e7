import { ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import { answerError } from './answer-error.ts';
import { reportedError } from './error-envelope.ts';
import { isHtml } from './http-answer.ts';
import type { HttpAnswer } from './http-answer.ts';
import { naming } from './naming.ts';
import { parseJson } from './parse-json.ts';
import { upstreamText } from './upstream-text.ts';

/** What an answer comes to. */
export type Classified =
  | { readonly ok: true; readonly body: JsonValue }
  | { readonly ok: false; readonly error: ConnectorError };

/**
 * Decides what an HTTP answer means. Pure. A success that carries an error in its body is that error: Cortex may answer
 * 200 with `err_code` (Cortex XDR REST API, Error Responses).
 */
export function classifyAnswer(answer: HttpAnswer): Classified {
  const parsed = parse(answer);
  if (answer.status < 200 || answer.status > 299) {
    const reported = parsed.ok ? reportedError(parsed.body) : undefined;
    return { ok: false, error: answerError(answer, answer.status, reported) };
  }
  if (!parsed.ok) return parsed;
  const reported = reportedError(parsed.body);
  if (reported) return { ok: false, error: answerError(answer, reported.status ?? 500, reported) };
  return parsed;
}

function parse(answer: HttpAnswer): Classified {
  if (answer.text.trim() === '') return unreadable(answer, 'an empty answer');
  if (isHtml(answer))
    return unreadable(answer, `a web page instead of data ("${upstreamText(answer.text, answer.redact)}")`);
  try {
    return { ok: true, body: parseJson(answer.text) };
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    if (error.code === oversizedCode) return { ok: false, error: naming(answer, error) };
    return unreadable(
      answer,
      `an answer that cannot be read: ${error.message} ("${upstreamText(answer.text, answer.redact)}")`,
    );
  }
}

function unreadable(answer: HttpAnswer, what: string): Classified & { ok: false } {
  const error = new ConnectorError(
    'protocol',
    `${answer.host} sent ${what} for ${answer.path} (HTTP ${answer.status})`,
    {
      code: 'API-BODY',
      remedy: 'Check whether a proxy, a sign-in page or a firewall answers in place of Cortex.',
    },
  );
  return { ok: false, error };
}
