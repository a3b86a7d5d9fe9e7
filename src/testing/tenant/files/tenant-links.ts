import { createHash } from 'node:crypto';
import type { HostDownload } from './host-files.ts';

/** Where links to files lead: origins, such as http://127.0.0.1:40123. */
export interface LinkOrigins {
  /** The tenant's own, for links that need its key. */
  readonly tenant: string;
  /** For signed links, which need none. */
  readonly signed: string;
}

/** Links to files that the tenant has given out. */
export interface TenantLinks {
  setOrigins(origins: LinkOrigins): void;
  /** A link to a file that needs the key, the same for the same `subject`. */
  download(subject: string, file: HostDownload): string;
  /** A link of its own that is valid for a while and needs no key. */
  signed(file: HostDownload, nowMs: number): string;
  /** The file at the end of a path, whoever asks; a signed one only in its time. */
  find(value: string, nowMs: number): HostDownload | undefined;
  /** What becomes of a signed link: its file, or why it is refused. */
  follow(value: string, query: string, nowMs: number): HostDownload | 'SignatureDoesNotMatch' | 'ExpiredToken';
}

/** How long a signed link is valid (Cortex XDR REST API, Get Script Execution Result Files). */
const validMs = 10 * 60_000;

interface Given {
  readonly file: HostDownload;
  /** Query of a signed link, with its question mark. */
  readonly query?: string;
  readonly expiresMs: number;
}

export function createTenantLinks(): TenantLinks {
  const given = new Map<string, Given>();
  let origins: LinkOrigins = { tenant: 'https://api-nordwind.xdr.eu.paloaltonetworks.com', signed: '' };

  return {
    setOrigins: (next) => {
      origins = next;
    },
    download: (subject, file) => {
      const value = digest(subject);
      given.set(value, { file, expiresMs: Infinity });
      return `${origins.tenant}/public_api/v1/download/${value}`;
    },
    signed: (file, nowMs) => {
      const value = digest(`signed ${given.size} ${nowMs}`);
      const expiresMs = nowMs + validMs;
      const query = `?Expires=${Math.floor(expiresMs / 1000)}&Signature=${digest(`signature of ${value}`)}`;
      given.set(value, { file, query, expiresMs });
      return `${origins.signed || origins.tenant}/signed/download/${value}${query}`;
    },
    find: (value, nowMs) => {
      const found = given.get(value);
      return found && nowMs < found.expiresMs ? found.file : undefined;
    },
    follow: (value, query, nowMs) => {
      const found = given.get(value);
      if (found?.query === undefined || found.query !== query) return 'SignatureDoesNotMatch';
      return nowMs < found.expiresMs ? found.file : 'ExpiredToken';
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
