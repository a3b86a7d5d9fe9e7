import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** Many choices: a list that opens. */
export function ChoicesWidget({
  id,
  value,
  options,
  required,
  disabled,
  onChange,
  onBlur,
  registry,
}: FieldWidgetProps) {
  const choices = options.enumOptions ?? [];
  const chosen = choices.findIndex((choice) => choice.value === value);
  return (
    <select
      id={id}
      value={chosen < 0 ? '' : String(chosen)}
      disabled={disabled}
      onChange={(event) => onChange(choices[Number(event.target.value || Number.NaN)]?.value)}
      onBlur={() => onBlur(id, value)}
      {...inputAria(registry, id, required)}
    >
      <option value="">{required ? 'Choose…' : '–'}</option>
      {choices.map(({ value: option, label }, index) => (
        <option key={String(option)} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}
