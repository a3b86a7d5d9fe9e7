import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** So many lines are seen without scrolling, at least and at most. */
const lines = { fewest: 2, most: 12 };

/** Lines of text: one entry each, or a piece of JSON. What is blank is not there. */
export function LinesWidget({ id, value, schema, required, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  const text = typeof value === 'string' ? value : '';
  const examples = Array.isArray(schema.examples) ? schema.examples.filter((one) => typeof one === 'string') : [];
  const rows = Math.min(lines.most, Math.max(lines.fewest, text.split('\n').length));
  return (
    <textarea
      id={id}
      rows={rows}
      value={text}
      placeholder={examples.join('\n')}
      disabled={disabled}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      onBlur={() => onBlur(id, value)}
      {...inputAria(registry, id, required)}
    />
  );
}
