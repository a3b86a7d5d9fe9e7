import type { z } from 'zod';
import type { ApiRouteName, apiRoutes } from '../../api/routes.ts';
import type { Download } from '../console/console.ts';
import type { Caller } from './authentication.ts';
import type { IncomingMessage } from 'node:http';

type Route<Name extends ApiRouteName> = (typeof apiRoutes)[Name];
type Parsed<Part> = Part extends z.ZodType ? z.output<Part> : undefined;

/** A request that has been let through: its parts have the shapes its route wants. */
export interface ApiCall<Name extends ApiRouteName> {
  /** Of the connector; empty where the path names none. */
  readonly id: string;
  /** Of a call; empty as {@link id}. */
  readonly call: string;
  /** Name of a file; empty as {@link id}. */
  readonly file: string;
  readonly body: Route<Name> extends { readonly body: infer Body } ? Parsed<Body> : undefined;
  readonly query: Route<Name> extends { readonly query: infer Query } ? Parsed<Query> : undefined;
  /** Who asks; nobody where nobody has to be signed in. */
  readonly caller: Route<Name> extends { readonly role: undefined } ? undefined : Caller;
  /** The entity tag the caller has seen, as it was sent. */
  readonly ifMatch: string | undefined;
  /** Aborted when the caller has gone, or the console closes. */
  readonly signal: AbortSignal;
  readonly incoming: IncomingMessage;
  /** Adds a header to the answer. */
  readonly header: (name: string, value: string) => void;
}

/** What a handler gives back: the answer of its route, or what is streamed. */
type ApiAnswer<Name extends ApiRouteName> =
  Route<Name> extends { readonly as: 'text/event-stream' }
    ? AsyncIterable<Uint8Array>
    : Route<Name> extends { readonly as: 'application/octet-stream' }
      ? Download
      : Route<Name> extends { readonly as: 'application/x-ndjson'; readonly answer: z.ZodType }
        ? AsyncIterable<z.input<Route<Name>['answer']>>
        : Route<Name> extends { readonly answer: z.ZodType }
          ? z.input<Route<Name>['answer']>
          : void;

/** One for each route. Throws Refused, ConsoleProblem, or what a console throws. */
export type ApiHandlers = {
  readonly [Name in ApiRouteName]: (call: ApiCall<Name>) => ApiAnswer<Name> | Promise<ApiAnswer<Name>>;
};
