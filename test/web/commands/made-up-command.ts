import type { ConnectorCommand } from '../../../src/api/commands.ts';

/** A command of a plugin the console has never seen, with a parameter of every kind. */
export const openWindows: ConnectorCommand = {
  name: 'open-windows',
  title: 'Open Windows',
  description: 'Opens windows, at most 10 at a time.',
  access: 'write',
  sources: ['weather-readings'],
  permission: 'a key of the house',
  licence: 'none',
  output: 'none',
  order: ['windows', 'until', 'width'],
  input: {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    definitions: {
      centimetres: { type: 'integer', minimum: 1 },
      names: { type: 'array', items: { type: 'string' } },
    },
    properties: {
      all: { title: 'All windows', description: 'Every one of them.', type: 'boolean' },
      reasons: { title: 'Reasons', type: 'array', items: { type: 'string', enum: ['heat', 'fresh_air'] } },
      quietly: { title: 'Quietly', type: 'boolean', default: true },
      width: { $ref: '#/definitions/centimetres', title: 'Width', default: 10 },
      windows: {
        title: 'Windows',
        description: 'Names of windows.',
        anyOf: [{ $ref: '#/definitions/names' }, { type: 'string' }],
        examples: [['attic', 'cellar']],
      },
      floors: { title: 'Floors', type: 'array', items: { type: 'integer' } },
      until: { title: 'Until', description: 'When to shut them.', 'x-time': true },
      manner: { title: 'Manner', enum: ['wide', 'ajar'], default: 'ajar' },
      rules: { title: 'Rules', type: 'object', additionalProperties: true },
      note: { title: 'Note', type: 'string', maxLength: 5000 },
    },
    required: ['windows'],
  },
  example: { windows: ['attic'], until: '2026-01-31T08:00:00Z', manner: 'wide' },
  refused: null,
};
