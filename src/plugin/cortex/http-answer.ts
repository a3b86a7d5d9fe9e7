import type { Redact } from './upstream-text.ts';

/** A complete HTTP answer, and what it is an answer to. */
export interface HttpAnswer {
  /** Host that was asked, as it is shown to people. */
  readonly host: string;
  readonly path: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The decoded body. Of an error perhaps only its beginning. */
  readonly text: string;
  /** Epoch milliseconds, the server's where it is known. */
  readonly nowMs: number;
  /** Hides the key and what was made of it. */
  readonly redact: Redact;
}

/** The first value of a header. */
export function headerOf(answer: Pick<HttpAnswer, 'headers'>, name: string): string | undefined {
  const value = answer.headers[name];
  return typeof value === 'object' ? value[0] : value;
}

export function isHtml(answer: Pick<HttpAnswer, 'headers' | 'text'>): boolean {
  return (
    /^(?:text\/html|application\/xhtml)/i.test(headerOf(answer, 'content-type') ?? '') ||
    /^\s*<(?:!doctype|html|head|body)\b/i.test(answer.text)
  );
}
