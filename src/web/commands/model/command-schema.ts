import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { FormContext } from '../../form/fields/form-context.ts';
import type { FormWidget } from '../../form/model/ui-schema.ts';
import type { CommandField } from './command-field.ts';

type Ui = UiSchema<unknown, RJSFSchema, FormContext>;

/** So many choices are seen at once; more are a list that opens. */
const mostRadios = 4;

/** JSON Schema of what a form holds while it is typed: the form library draws it, the collector checks what it amounts to. */
export function typedSchema(fields: readonly CommandField[]): RJSFSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, typedField(field)])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
  };
}

function typedField({ kind, title, options, examples }: CommandField): RJSFSchema {
  const values = options.map(({ value }) => value);
  if (kind === 'flag') return { type: 'boolean', title };
  if (kind === 'choice') return { title, enum: values };
  if (kind === 'checks') return { type: 'array', title, uniqueItems: true, items: { enum: values } };
  return { type: 'string', title, examples: [...examples] };
}

/** How the form asks for it. */
export function typedUi(fields: readonly CommandField[]): Ui {
  const each = fields.map((field) => {
    const ui: Ui = {
      'ui:widget': widgetOf(field),
      'ui:help': helpOf(field),
      'ui:enumNames': field.options.map(({ words }) => words),
      'ui:usual': field.defaultValue,
    };
    return [field.name, ui] as const;
  });
  return { ...Object.fromEntries(each), 'ui:order': [...fields.map(({ name }) => name), '*'] };
}

function widgetOf({ kind, options, required }: CommandField): FormWidget {
  switch (kind) {
    case 'flag':
      return 'flag';
    case 'checks':
      return 'checks';
    case 'choice':
      // A radio button that was pressed stays pressed: what may be left out needs a list with an empty line.
      return options.length > mostRadios || !required ? 'choices' : 'radios';
    case 'page':
    case 'lines':
    case 'json':
      return 'lines';
    case 'text':
    case 'time':
    case 'number':
      return 'text';
  }
}

const hints: Readonly<Partial<Record<CommandField['kind'], string>>> = {
  lines: 'One a line.',
  json: 'As JSON.',
  time: 'A time without a zone is UTC.',
};

function helpOf({ kind, description, defaultValue }: CommandField): string {
  // A description often says it better.
  const isTold = kind === 'flag' || kind === 'checks' || /\bdefault\b/i.test(description);
  const usual = typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue);
  const hint = kind === 'time' && /\bUTC\b/.test(description) ? undefined : hints[kind];
  return [description, hint, !isTold && usual !== undefined && usual !== '' && `Default: ${usual}.`]
    .filter(Boolean)
    .join(' ');
}
