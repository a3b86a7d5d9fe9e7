import type { CommandDescription } from '../../contract/index.ts';

/** What of a JSON Schema says something about a parameter to people. */
export interface ParameterSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly ParameterSchema[];
  readonly items?: ParameterSchema;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface InputParameter {
  readonly name: string;
  readonly schema: ParameterSchema;
  readonly isRequired: boolean;
}

/** The parameters of a command's input, in the order of a form. */
export function inputParameters({ order, input }: CommandDescription): readonly InputParameter[] {
  const properties = (input['properties'] ?? {}) as Readonly<Record<string, ParameterSchema>>;
  const required = new Set((input['required'] ?? []) as readonly string[]);
  return order.map((name) => ({ name, schema: properties[name] ?? {}, isRequired: required.has(name) }));
}
