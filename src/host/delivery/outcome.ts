import type { ConnectorError } from '../../contract/index.ts';
import type { Refusal } from './plan.ts';

/** What one request came to. */
export type Outcome =
  /** `rejected` of the request's records were not taken and must not be sent again. */
  | { readonly kind: 'accepted'; readonly rejected: number; readonly message: string }
  /** The same bytes will never be taken: split them. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Hold and send again. `refusal` is there when a record might be what breaks the server (500, 501). */
  | { readonly kind: 'failed'; readonly error: ConnectorError; readonly refusal?: Refusal }
  /** 415: send once without compression, if there was any. */
  | { readonly kind: 'encoding-refused'; readonly error: ConnectorError };
