import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import type { ApiRoute } from '../../../src/api/api-route.ts';
import { apiRoutes } from '../../../src/api/routes.ts';
import { openApiDocument } from '../../../src/host/web/open-api-document.ts';
import { serveConsole } from './served-console.ts';

const document = openApiDocument();
const text = JSON.stringify(document);

test('it is an OpenAPI document, by the schema of those who publish them', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate({ ...document });
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe('3.1');
});

test('it has every route of the table once, with an id of its own', () => {
  const paths = document['paths'] as Record<string, Record<string, { operationId: string }>>;
  const described = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
  const table = Object.entries<ApiRoute>(apiRoutes).map(
    ([name, { method, path }]) => `${name} ${method.toLowerCase()} /api/v1${path}`,
  );
  expect(new Set(described)).toEqual(new Set(table));
  expect(described).toHaveLength(table.length);
});

test('every reference leads somewhere within it, and every schema is referred to', () => {
  const { schemas } = document['components'] as { schemas: Record<string, unknown> };
  const references = new Set([...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, reference]) => reference));
  expect(references).toEqual(new Set(Object.keys(schemas).map((id) => `#/components/schemas/${id}`)));
  expect(Object.keys(schemas).filter((id) => !/^[A-Z][A-Za-z]+$/.test(id))).toEqual([]);
});

test('it is served, to whoever is signed in', async () => {
  const served = await serveConsole();
  const answer = await served.ask('/api/v1/openapi.json', { as: 'viewer' });
  expect(answer.headers['content-type']).toBe('application/vnd.oai.openapi+json');
  expect(answer.body).toBe(text);
  await served.close();
});
