import { type OutputUnit, type Schema, Validator } from '@cfworker/json-schema';
import { type RJSFSchema, type RJSFValidationError, toErrorSchema, type ValidatorType } from '@rjsf/utils';

/** What is wrong at one place. `path` is dotted; `keyword` is that of JSON Schema. */
export interface SchemaProblem {
  readonly path: string;
  readonly keyword: string;
  readonly message: string;
}

/** Of these the errors at the values below say more. */
const containers = new Set([
  'properties',
  'items',
  'allOf',
  'if',
  'then',
  'else',
  '$ref',
  'dependencies',
  'dependentSchemas',
]);

/**
 * What a schema, draft-07, says against a value. Compiles nothing, so that the page's policy may forbid it. A schema
 * that cannot be followed says nothing: the server has the last word.
 */
export function schemaProblems(schema: RJSFSchema, value: unknown): readonly SchemaProblem[] {
  try {
    const { errors } = new Validator(schema as Schema, '7', false).validate(defined(value));
    const unions = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
    // Of a union every branch objects: what counts is that none fits.
    const branches = unions.map(({ keywordLocation }) => `${keywordLocation}/`);
    return errors
      .filter(({ keyword }) => !containers.has(keyword))
      .filter(({ keywordLocation }) => !branches.some((branch) => keywordLocation.startsWith(branch)))
      .map(problemOf);
  } catch {
    return [];
  }
}

/** rjsf asks it which branch of a schema fits. What is wrong the form works out for itself. */
export const validator: ValidatorType = {
  isValid: (schema, value, root) => {
    const parts = { definitions: root['definitions'], $defs: root['$defs'] };
    return schemaProblems({ ...(defined(parts) as object), ...schema }, value).length === 0;
  },
  rawValidation: (schema, value) => ({ errors: [...schemaProblems(schema, value)] as never[] }),
  validateFormData(value, schema) {
    const errors = schemaProblems(schema, value).map(({ path, keyword, message }): RJSFValidationError => ({
      name: keyword,
      message,
      property: path === '' ? '.' : `.${path}`,
      stack: `${path} ${message}`,
    }));
    return { errors, errorSchema: toErrorSchema(errors) };
  },
};

function problemOf({ keyword, instanceLocation, error }: OutputUnit): SchemaProblem {
  const path = instanceLocation.split('/').slice(1).map(unescaped);
  // What is missing is missing in what is around it.
  const missing = keyword === 'required' ? /required property "(.*)"/.exec(error)?.[1] : undefined;
  return { path: [...path, ...(missing === undefined ? [] : [missing])].join('.'), keyword, message: error };
}

function unescaped(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Without what is undefined, which the validator knows no type for. */
function defined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(defined);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => [key, defined(item)]),
  );
}
