import type { CommandFailure, ConnectorError } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';

export interface FailureOf {
  readonly input?: string;
  readonly outcome?: CommandFailure['outcome'];
  /** Where the command knows better than what went wrong does. */
  readonly remedy?: string;
}

const lookFirst =
  'It may have been done: look at the Action Center, or at what it would have changed, before you try again.';

/** An error as an operator sees it: what failed, with which status, and what to do. */
export function failureOf(title: string, error: ConnectorError, of: FailureOf = {}): CommandFailure {
  const { input, outcome = 'not done' } = of;
  return {
    indicator: `${title} failed.`,
    ...(input !== undefined && { input }),
    statusCode: error.status ?? null,
    message: error.message,
    remedy: of.remedy ?? ownRemedy(error) ?? (outcome === 'unknown' ? lookFirst : remedyOf(error)),
    ...(error.code !== undefined && { code: error.code }),
    kind: error.kind,
    outcome,
  };
}

/** What only commands run into says itself what to do, in words for whoever has run one. */
function ownRemedy({ code, remedy }: ConnectorError): string | undefined {
  return code !== undefined && /^(?:CMD|FILE|XQL)-/.test(code) ? remedy : undefined;
}

/** The API has looked at the request, and says what is wrong with it. */
const notAccepted: ReadonlySet<string> = new Set(['API-400', 'API-5xx']);

/** A poll goes on by itself; a command does not. */
function remedyOf({ kind, remedy, code, status }: ConnectorError): string {
  if (code === oversizedCode)
    return 'Ask for less at once: a lower limit, fewer ids; in a query fewer columns, with | fields ….';
  if (kind === 'throttled') return 'Try again in a minute: other clients share the allowance of the tenant.';
  if (kind === 'unavailable')
    return 'Try again; if it lasts, look at the network, the proxy and the Cortex status page.';
  // A source could be left out; a command that was wanted cannot.
  if (kind === 'license')
    return 'The tenant lacks the licence that this takes: ask who manages licences; docs/commands.md names it.';
  // A poll asks the same every time; what a command asks is the operator's input, which may be what is not accepted.
  if (kind === 'protocol' && status !== undefined && notAccepted.has(code ?? ''))
    return 'Correct the input as the message says; where it is right, report this as a bug, with the message.';
  return remedy ?? 'Read the message; docs/commands.md says what the command needs.';
}
