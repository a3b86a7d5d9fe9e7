/** A JSON Schema, draft-07. */
export type Schema = Readonly<Record<string, unknown>>;

/** The properties of an object's schema, each with its own. */
export function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
}

export function requiredOf(schema: Schema): readonly string[] {
  return (schema['required'] ?? []) as readonly string[];
}

/** What a property may be marked as; the contract's manifest says what each means. */
export type Mark = 'x-secret' | 'x-file' | 'x-binds-secret';

/** Whether a property is there and carries a mark. */
export function isMarked(schema: Schema, property: string, mark: Mark): boolean {
  const properties = propertiesOf(schema);
  return Object.hasOwn(properties, property) && properties[property]?.[mark] === true;
}
