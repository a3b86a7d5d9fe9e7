import type { z } from 'zod';
import type { Role } from './role.ts';

/** One thing the API does. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1; `{id}` is the id of a connector, `{call}` that of a call, `{file}` the name of a file it left. */
  readonly path: string;
  readonly summary: string;
  /** The least role that may; undefined: whoever asks. */
  readonly role: Role | undefined;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType | undefined;
  /** Of a success; default 200. 204 has no answer. */
  readonly status?: 200 | 201 | 202 | 204;
  /** Default application/json. Of a stream `answer` is one line or event; application/octet-stream is a download. */
  readonly as?:
    | 'text/event-stream'
    | 'application/x-ndjson'
    | 'text/csv'
    | 'application/octet-stream'
    | 'application/vnd.oai.openapi+json';
  /** The body must carry the current ETag as If-Match. */
  readonly conditional?: true;
}
