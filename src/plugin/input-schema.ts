import { z } from 'zod';

/** JSON Schema, draft-07, of what people write: the input of a schema, not what becomes of it. */
export function inputSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    target: 'draft-07',
    io: 'input',
    // zod leaves out the examples of what it transforms: they might be of either side. Ours are of this one.
    override: ({ zodSchema, jsonSchema }) => {
      const { examples } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples)) jsonSchema.examples = examples;
    },
  });
}
