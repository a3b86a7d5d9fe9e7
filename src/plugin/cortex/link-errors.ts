import { ConnectorError } from '../../contract/index.ts';
import type { Classified } from './classify-answer.ts';
import { upstreamText } from './upstream-text.ts';

const longestShown = 40;

/** What is shown of a link to a file of the tenant: where it begins. */
export function shownLink({ pathname }: URL): string {
  const shown = upstreamText(pathname, (text) => text);
  return shown.length <= longestShown ? shown : `${shown.slice(0, longestShown)}…`;
}

/** A server that is not the tenant's answered with something else than the file. Its words are not quoted. */
export function fileNotGiven(host: string, status: number, classified: Classified): ConnectorError {
  if (!classified.ok && (classified.error.kind === 'throttled' || classified.error.kind === 'unavailable')) {
    return classified.error;
  }
  const how = status < 300 ? 'sent a page in its place' : status < 400 ? 'redirects' : 'refuses it';
  return new ConnectorError('protocol', `${host}, where the file should be, ${how} (${status})`, {
    code: 'FILE-811',
    status,
    remedy: 'Try again: a link lives ten minutes. If it lasts, check whether a proxy answers in its place.',
  });
}

export function notUnderstood(host: string, path: string): ConnectorError {
  return new ConnectorError('protocol', `${host} ${path}: the answer is not understood`, { code: 'API-BODY' });
}
