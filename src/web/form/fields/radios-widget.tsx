import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** A few choices, all of them to be seen. */
export function RadiosWidget({ id, value, options, required, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  return (
    <div
      id={id}
      role="radiogroup"
      aria-labelledby={`${id}-label`}
      {...inputAria(registry, id, required)}
      className="choices"
    >
      {options.enumOptions?.map(({ value: option, label }) => (
        <label key={String(option)} className="choice">
          <input
            type="radio"
            name={id}
            checked={option === value}
            disabled={disabled}
            onChange={() => onChange(option)}
            onBlur={() => onBlur(id, value)}
          />
          {label}
          {option === options['usual'] && <span className="muted"> (default)</span>}
        </label>
      ))}
    </div>
  );
}
