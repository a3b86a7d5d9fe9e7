import type { FieldTemplateProps, RJSFSchema } from '@rjsf/utils';
import { type FormContext, pathOf, problemAt } from './form-context.ts';
import { FieldMessages } from './field-messages.tsx';

/** Asked for by more than one input, or by none: there is nothing a label could belong to. */
const grouped: ReadonlySet<unknown> = new Set(['radios', 'checks', 'sources', 'startOfHistory', 'none']);

/** A field: its title, what asks for it, what helps with it, and what is wrong with it. */
export function FieldTemplate(props: FieldTemplateProps<unknown, RJSFSchema, FormContext>) {
  const { id, label, children, required, rawHelp, schema, uiSchema, hidden, registry } = props;
  if (hidden) return null;
  // An object is a section of the form: it draws itself.
  if (schema.type === 'object') return children;
  const problem = problemAt(registry, id);
  const widget = uiSchema?.['ui:widget'];
  const title = (
    <>
      {label}
      {required && <span className="muted"> (required)</span>}
    </>
  );
  return (
    <div className="field form-field" data-invalid={problem && problem.errors.length > 0 ? '' : undefined}>
      {grouped.has(widget) && <span id={`${id}-label`}>{title}</span>}
      {!grouped.has(widget) && widget !== 'flag' && <label htmlFor={id}>{title}</label>}
      {children}
      <p id={`${id}-help`} className="muted help">
        {rawHelp}
      </p>
      <FieldMessages id={id} title={label} problem={problem} path={pathOf(id)} onTake={registry.formContext.take} />
    </div>
  );
}
