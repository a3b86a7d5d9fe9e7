const readiness = {
  type: 'object',
  properties: {
    ready: { type: 'boolean' },
    connectors: { type: 'object', additionalProperties: { type: 'integer' }, description: 'How many have each word.' },
    status: { type: 'string', description: 'Of the connector that was asked for.' },
  },
  required: ['ready'],
};

const byConnector = { name: 'connector', in: 'query', description: 'Id of one connector.', schema: { type: 'string' } };

function answer(description: string, type: string, schema: object) {
  return { description, content: { [type]: { schema } } };
}

/** What stands beside the API, for machines: the same on every listener, so written down by hand. */
export const probePaths = {
  '/healthz': {
    get: {
      operationId: 'healthz',
      summary: 'Whether the process lives',
      security: [],
      responses: {
        200: answer('It does.', 'application/json', { type: 'object', properties: { status: { const: 'ok' } } }),
      },
    },
  },
  '/readyz': {
    get: {
      operationId: 'readyz',
      summary: 'Whether it is at work, or heals by itself',
      security: [],
      parameters: [byConnector],
      responses: {
        200: answer('At work, or rests on purpose.', 'application/json', readiness),
        404: { description: 'There is no such connector.' },
        500: answer('A person has to look.', 'application/json', readiness),
        503: answer('Not at work yet.', 'application/json', readiness),
      },
    },
  },
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: "The collector's own metrics, as Prometheus text",
      description: 'Takes a token where web.listen is not an address of this machine alone.',
      security: [{}, { token: [] }],
      responses: { 200: answer('docs/metrics.md lists them.', 'text/plain', { type: 'string' }) },
    },
  },
} as const;
