import type { z } from 'zod';
import type { ApiRouteName, apiRoutes } from '../../api/routes.ts';

type Routes = typeof apiRoutes;

/** What goes into a call of a route: the connector's id, that of a call, the query, the body, the ETag. */
export type ApiInput<N extends ApiRouteName> = (Routes[N]['path'] extends `${string}{id}${string}`
  ? { readonly id: string }
  : unknown) &
  (Routes[N]['path'] extends `${string}{call}${string}` ? { readonly call: string } : unknown) &
  (Routes[N] extends { readonly body: infer B extends z.ZodType } ? { readonly body: z.input<B> } : unknown) &
  (Routes[N] extends { readonly query: infer Q extends z.ZodType } ? { readonly query?: z.output<Q> } : unknown) &
  (Routes[N] extends { readonly conditional: true } ? { readonly ifMatch: string } : unknown) & {
    readonly signal?: AbortSignal;
  };

/** What comes out: the body of the answer, or a line of it where it is a stream. */
export type ApiAnswer<N extends ApiRouteName> = Routes[N]['answer'] extends z.ZodType
  ? z.output<Routes[N]['answer']>
  : undefined;

/** Input as an argument: it can be left out where nothing has to be in it. */
export type ApiArguments<N extends ApiRouteName> =
  Partial<ApiInput<N>> extends ApiInput<N> ? [input?: ApiInput<N>] : [input: ApiInput<N>];
