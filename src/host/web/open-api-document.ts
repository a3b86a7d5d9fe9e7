import type { z } from 'zod';
import type { ApiRoute } from '../../api/api-route.ts';
import { problemSchema } from '../../api/problem.ts';
import { apiRoutes } from '../../api/routes.ts';
import { apiPrefix } from './api-prefix.ts';
import { type Schema, schemaCollection, type SchemaCollection } from './schema-collection.ts';
import { probePaths } from './probe-paths.ts';

let made: Schema | undefined;

/** The routes of the table as an OpenAPI 3.1 document; made once, when it is first asked for. */
export function openApiDocument(): Schema {
  made ??= document();
  return made;
}

function document(): Schema {
  const schemas = schemaCollection();
  const problem = schemas.answer(problemSchema);
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [name, route] of Object.entries<ApiRoute>(apiRoutes)) {
    const path = `${apiPrefix}${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route, { schemas, problem }) };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'cortex-otel console',
      version: '1',
      description: 'What people and programs do with a running collector. docs/api.md says how to sign in.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where web.listen listens.' }],
    paths: { ...paths, ...probePaths },
    components: {
      schemas: schemas.all(),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of web.access, or that of the console-token file.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-cortex-otel',
          description: 'What signing in sets. Without TLS its name is cortex_otel_session_ and the port.',
        },
      },
    },
  };
}

interface Shared {
  readonly schemas: SchemaCollection;
  /** What every answer that is no success holds. */
  readonly problem: Schema;
}

function operation(name: string, route: ApiRoute, { schemas, problem }: Shared): Schema {
  const { summary, role, body, answer, status = 200, as = 'application/json' } = route;
  const content = answer && { [as]: { schema: schemas.answer(answer) } };
  return {
    operationId: name,
    summary,
    description: role ? `Takes the role ${role}.${streamWords(as)}` : 'Takes no credential.',
    security: role ? [{ token: [] }, { session: [] }] : [],
    parameters: parametersOf(route, schemas),
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemas.request(body) } } },
    }),
    responses: {
      [status]: { description: status === 204 ? 'Done.' : 'A success.', ...(content && { content }) },
      default: { description: 'Anything else.', content: { 'application/json': { schema: problem } } },
    },
  };
}

function streamWords(as: string): string {
  if (as === 'text/event-stream') return ' The schema is that of the data of one event.';
  return as === 'application/x-ndjson' ? ' The schema is that of one line.' : '';
}

const pathPatterns = { id: '^[a-z0-9-]{1,64}$', call: '^[A-Za-z0-9-]{1,64}$', file: '^[A-Za-z0-9._-]{1,128}$' };

function parametersOf({ method, path, query, conditional }: ApiRoute, schemas: SchemaCollection): readonly Schema[] {
  const text = { type: 'string' };
  const named = Object.entries(pathPatterns).filter(([name]) => path.includes(`{${name}}`));
  const own = {
    name: 'x-cortex-otel',
    in: 'header',
    required: true,
    description: 'Always 1: no page of another site can send it.',
    schema: { type: 'string', const: '1' },
  };
  const tag = { name: 'If-Match', in: 'header', required: true, description: 'The etag that was read.', schema: text };
  const asked = Object.entries<z.ZodType>(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    schema: schemas.answer(schema),
  }));
  return [
    ...named.map(([name, pattern]) => ({ name, in: 'path', required: true, schema: { type: 'string', pattern } })),
    ...(method === 'GET' ? [] : [own]),
    ...(conditional ? [tag] : []),
    ...asked,
  ];
}
