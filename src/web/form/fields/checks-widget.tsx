import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** Any of several choices. */
export function ChecksWidget({ id, value, options, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  const choices = options.enumOptions ?? [];
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  function toggle(option: unknown): void {
    const all = choices.map((choice): unknown => choice.value);
    onChange(all.filter((one) => (one === option ? !chosen.includes(one) : chosen.includes(one))));
  }
  return (
    <div
      id={id}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={inputAria(registry, id)['aria-describedby']}
      className="choices"
    >
      {choices.map(({ value: option, label }) => (
        <label key={String(option)} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(option)}
            disabled={disabled}
            onChange={() => toggle(option)}
            onBlur={() => onBlur(id, value)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}
