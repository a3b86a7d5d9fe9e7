import type { Registry, RJSFSchema, WidgetProps } from '@rjsf/utils';
import type { FieldProblem } from '../../../api/problem.ts';
import type { EditorChange } from '../editor/editor-state.ts';
import type { FormSetup } from '../model/form-setup.ts';
import type { FormValues } from '../model/form-values.ts';

/** What fields know beside their own value. A type, not an interface: the library asks for an index signature. */
export type FormContext = {
  /** What is wrong, of the fields where it is to be seen, by path. */
  readonly problems: Readonly<Record<string, FieldProblem>>;
  /** Takes a suggestion. Always the same function: the library takes all functions for equal. */
  readonly take: (path: string, value: string) => void;
  /** Of the form of a connector. */
  readonly connector?: ConnectorContext;
};

export interface ConnectorContext {
  readonly setup: FormSetup;
  readonly values: FormValues;
  readonly problems: FormContext['problems'];
  /** The address as it will be used. */
  readonly tenant: string | null;
  /** Always the same function. */
  readonly change: (change: EditorChange) => void;
}

export type FieldWidgetProps = WidgetProps<unknown, RJSFSchema, FormContext>;
export type FormRegistry = Registry<unknown, RJSFSchema, FormContext>;

/** An id begins with the name of its form, and goes on with the path: `connector.settings.fqdn`. */
export function pathOf(id: string): string {
  const [, ...path] = id.split('.');
  return path.join('.');
}

/** For what only the form of a connector has. */
export function contextOf(registry: FormRegistry): ConnectorContext {
  const { connector } = registry.formContext;
  if (!connector) throw new Error('this field belongs into the form of a connector');
  return connector;
}

export function problemAt(registry: FormRegistry, id: string): FieldProblem | undefined {
  return registry.formContext.problems[pathOf(id)];
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
