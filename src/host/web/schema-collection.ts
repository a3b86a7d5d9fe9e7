import { z } from 'zod';

/** Part of a JSON document. */
export type Schema = Readonly<Record<string, unknown>>;

/** JSON Schemas of an OpenAPI document: whatever has an id is said once, and referred to. */
export interface SchemaCollection {
  /** Of what is sent to us. */
  request(schema: z.ZodType): Schema;
  /** Of what is answered. */
  answer(schema: z.ZodType): Schema;
  all(): Schema;
}

export function schemaCollection(): SchemaCollection {
  const named = new Map<string, Schema>();

  function converted(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, override: plainTimes });
    // What has a default may be left out of a request, and never is of an answer: then one id has two shapes.
    const aliases = aliasesIn($defs);
    const parts = Object.entries($defs).filter(([, { $ref }]) => $ref === undefined);
    const clashing = parts.filter(([id, part]) => isAnother(named.get(id), moved(part, aliases)));
    const names = new Map([...aliases, ...clashing.map(([id]) => [id, `${id}Request`] as const)]);
    for (const [id, part] of parts) named.set(names.get(id) ?? id, moved(part, names));
    return moved(rest, names);
  }

  return {
    request: (schema) => converted(schema, 'input'),
    answer: (schema) => converted(schema, 'output'),
    all: () => Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** A shape that holds itself comes as one without a name, to which the named one refers: it gets the name. */
function aliasesIn(parts: object): ReadonlyMap<string, string> {
  const found = Object.entries(parts).flatMap(([id, { $ref }]: [string, { readonly $ref?: string }]) =>
    $ref === undefined ? [] : [[$ref.replace('#/$defs/', ''), id] as const],
  );
  return new Map(found);
}

function isAnother(known: Schema | undefined, text: Schema): boolean {
  return known !== undefined && JSON.stringify(known) !== JSON.stringify(text);
}

/** The same with its references led to where an OpenAPI document has its schemas. */
function moved(schema: object, names: ReadonlyMap<string, string> = new Map()): Schema {
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (key !== '$ref' || typeof value !== 'string') return value;
    const id = value.replace('#/$defs/', '');
    return `#/components/schemas/${names.get(id) ?? id}`;
  });
  return JSON.parse(text) as Schema;
}

/** A format says the same as the long pattern beside it. */
function plainTimes({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
}
