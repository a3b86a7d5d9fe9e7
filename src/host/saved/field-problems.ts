import type { FieldProblem } from '../../api/problem.ts';
import type { Finding, Findings } from '../config/findings.ts';

/** What was found, one for each field of the form. */
export function fieldProblems(findings: Pick<Findings, 'errors' | 'warnings'>): readonly FieldProblem[] {
  const fields = new Map<string, FieldProblem>();
  const add = (kind: 'errors' | 'warnings', finding: Finding) => {
    const path = fieldOf(finding.path);
    const known = fields.get(path) ?? { path, errors: [], warnings: [] };
    const suggested = known.suggested ?? finding.suggested;
    const more = { [kind]: [...known[kind], textOf(finding)], ...(suggested !== undefined && { suggested }) };
    fields.set(path, { ...known, ...more });
  };
  for (const finding of findings.errors()) add('errors', finding);
  for (const finding of findings.warnings()) add('warnings', finding);
  return [...fields.values()];
}

/** As forms know it, not as the file does. */
function fieldOf(path: string): string {
  return path.replace(/^destination\.otlp\.(headers\.)?/, 'destination.');
}

function textOf({ message, allowed }: Finding): string {
  return allowed === undefined ? message : `${message} (allowed: ${allowed})`;
}
