import type { z } from 'zod';
import type { FieldProblem } from '../../api/problem.ts';
import { Refused } from './refused.ts';

/**
 * A value as its schema makes it.
 * @throws Refused with `status` and what is wrong with each field, without any value that was sent.
 */
export function shaped(schema: z.ZodType, value: unknown, status: 400 | 422): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const fields = fieldsOf(result.error.issues);
  const [first] = fields;
  const where = first && first.path !== '' ? `${first.path}: ` : '';
  throw new Refused(status, { error: `${where}${first?.errors[0] ?? 'not understood'}`, fields });
}

function fieldsOf(issues: readonly z.core.$ZodIssue[]): FieldProblem[] {
  const fields = new Map<string, string[]>();
  const add = (path: readonly PropertyKey[], message: string) => {
    const dotted = path.map(String).join('.');
    fields.set(dotted, [...(fields.get(dotted) ?? []), message]);
  };
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) add([...issue.path, key], 'is not known');
    else add(issue.path, issue.message);
  }
  return [...fields].map(([path, errors]) => ({ path, errors, warnings: [] }));
}
