import type { FieldProblem } from '../../../api/problem.ts';
import { connectorSchema, shownSettings } from '../model/connector-schema.ts';
import { fieldTitle } from '../model/field-title.ts';
import type { FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';
import { isSchema } from '../model/read-field.ts';
import { sentence } from '../model/sentence.ts';

interface OtherProblemsProps {
  readonly setup: FormSetup;
  readonly values: FormValues;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** What is wrong with something that is no field of the form right now. */
export function OtherProblems({ setup, values, problems }: OtherProblemsProps) {
  const { properties = {} } = connectorSchema(setup, values);
  const settings = new Set(shownSettings(setup, values));
  const isField = (path: string): boolean => {
    const [section = '', name] = path.split('.', 2);
    if (name === undefined) return section in properties;
    const { [section]: schema } = properties;
    if (section === 'settings') return settings.has(name);
    return isSchema(schema) && isSchema(schema['properties']) && name in schema['properties'];
  };
  const others = Object.values(problems).filter(({ path, errors }) => errors.length > 0 && !isField(path));
  if (others.length === 0) return null;
  return (
    <div className="problem" role="alert" data-invalid="" tabIndex={-1}>
      {others.map(({ path, errors }) => (
        <p key={path}>{errors.map((error) => sentence(fieldTitle(setup, values, path), error)).join(' ')}</p>
      ))}
    </div>
  );
}
