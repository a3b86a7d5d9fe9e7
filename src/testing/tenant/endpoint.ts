import type { JsonValue } from '../../contract/index.ts';
import type { Answer } from '../faults/answer.ts';

/** A request as an endpoint of the tenant sees it. */
export interface EndpointCall {
  readonly path: string;
  readonly body: JsonValue;
  /** By the tenant's clock, epoch milliseconds; only goes forward. */
  readonly nowMs: number;
}

/** What the tenant answers at one path. */
export interface Endpoint {
  answer(call: EndpointCall): Answer;
}
