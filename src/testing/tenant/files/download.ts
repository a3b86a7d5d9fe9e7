import type { Answer } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { errorAnswer } from '../error-answers.ts';
import type { HostDownload } from './host-files.ts';
import type { TenantLinks } from './tenant-links.ts';

/** Path of a file that was fetched from hosts, as rights and endpoints know it: a GET that needs the key. */
export const downloadPath = '/public_api/v1/download/{value}';

/** Path behind which a signed link leads to a file: a GET that needs no key. */
export const signedDownloadPath = '/signed/download/{value}';

/** Makes the endpoint behind {@link downloadPath}. That a file there is not is a 404 is assumed. */
export function createDownload(links: TenantLinks): Endpoint {
  return {
    answer: ({ path, nowMs }) => {
      const file = links.find(lastPart(path), nowMs);
      return file ? fileAnswer(file) : errorAnswer(404, 'File not found');
    },
  };
}

/** Makes the one behind {@link signedDownloadPath}: a store of files, which speaks XML (assumed). */
export function createSignedDownload(links: TenantLinks): Endpoint {
  return {
    answer: ({ path, nowMs }) => {
      const found = links.follow(lastPart(path), path.replace(/^[^?]*/, ''), nowMs);
      return typeof found === 'string' ? refused(found) : fileAnswer(found);
    },
  };
}

function fileAnswer({ name, bytes, content }: HostDownload): Answer {
  const headers = {
    'content-type': 'application/zip',
    'content-length': String(bytes),
    'content-disposition': `attachment; filename="${name.replaceAll(/["\r\n]/g, '_')}"`,
  };
  return { status: 200, headers, body: content };
}

function refused(code: string): Answer {
  const body = `<?xml version='1.0' encoding='UTF-8'?><Error><Code>${code}</Code></Error>`;
  return { status: 403, headers: { 'content-type': 'application/xml' }, body };
}

function lastPart(path: string): string {
  return path.replace(/\/?(\?.*)?$/, '').replace(/^.*\//, '');
}
