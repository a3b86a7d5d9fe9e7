import type { BaseInputTemplateProps, RJSFSchema } from '@rjsf/utils';
import { type FormContext, inputAria } from './form-context.ts';

/** A line of text, or a number. What is blank is not there. */
export function TextInput(props: BaseInputTemplateProps<unknown, RJSFSchema, FormContext>) {
  const { id, value, schema, required, disabled, readonly, onChange, onBlur, registry } = props;
  const isNumber = schema.type === 'number' || schema.type === 'integer';
  const [example] = Array.isArray(schema.examples) ? schema.examples.filter((one) => typeof one === 'string') : [];
  return (
    <input
      id={id}
      type="text"
      inputMode={isNumber ? 'decimal' : undefined}
      value={value === undefined || value === null ? '' : String(value)}
      placeholder={example}
      disabled={disabled}
      readOnly={readonly}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      onBlur={() => onBlur(id, value)}
      {...inputAria(registry, id, required)}
    />
  );
}
