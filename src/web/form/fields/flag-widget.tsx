import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** Yes or no. */
export function FlagWidget({ id, label, value, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  return (
    <label className="choice">
      <input
        id={id}
        type="checkbox"
        checked={value === true}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        onBlur={() => onBlur(id, value)}
        {...inputAria(registry, id)}
      />
      {label}
    </label>
  );
}
