import type { Registry, RJSFSchema, WidgetProps } from '@rjsf/utils';
import type { FieldProblem } from '../../../api/problem.ts';
import type { EditorChange } from '../editor/editor-state.ts';
import type { FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';

/** What fields know beside their own value. A type, not an interface: the library asks for an index signature. */
export type FormContext = {
  readonly setup: FormSetup;
  readonly values: FormValues;
  /** What is wrong, of the fields where it is to be seen, by path. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** The address as it will be used. */
  readonly tenant: string | null;
  /** Always the same function: the library takes all functions for equal. */
  readonly change: (change: EditorChange) => void;
};

export type FieldWidgetProps = WidgetProps<unknown, RJSFSchema, FormContext>;
export type FormRegistry = Registry<unknown, RJSFSchema, FormContext>;

/** Ids begin with it, and go on with the path: `connector.settings.fqdn`. */
export const idPrefix = 'connector';

export function pathOf(id: string): string {
  return id.slice(idPrefix.length + 1);
}

export function contextOf(registry: FormRegistry): FormContext {
  return registry.formContext;
}

export function problemAt(registry: FormRegistry, id: string): FieldProblem | undefined {
  return contextOf(registry).problems[pathOf(id)];
}

/** What every input says of itself to a screen reader. */
export function inputAria(registry: FormRegistry, id: string, required = false) {
  const isInvalid = (problemAt(registry, id)?.errors.length ?? 0) > 0;
  return {
    'aria-describedby': `${id}-help ${id}-problem`,
    ...(required && { 'aria-required': true }),
    ...(isInvalid && { 'aria-invalid': true }),
  } as const;
}
