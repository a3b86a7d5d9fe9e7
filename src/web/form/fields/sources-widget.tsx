import { goTogether, type SourceForm } from '../model/source-form.ts';
import { contextOf, type FieldWidgetProps, inputAria } from './form-context.ts';

/** Which sources to collect: one form adds a connector for each, as long as they ask for the same settings. */
export function SourcesWidget({ id, value, disabled, onChange, onBlur, registry }: FieldWidgetProps) {
  const { sources } = contextOf(registry).setup;
  const chosen = Array.isArray(value) ? value : [];
  const [first] = sources.filter((source) => chosen.includes(source.id));
  const isApart = (source: SourceForm) => first !== undefined && !goTogether(first, source);
  function toggle(source: string): void {
    const ids = sources.map((one) => one.id);
    onChange(ids.filter((one) => (one === source ? !chosen.includes(one) : chosen.includes(one))));
  }
  return (
    <div
      id={id}
      role="group"
      aria-labelledby={`${id}-label`}
      aria-describedby={inputAria(registry, id)['aria-describedby']}
    >
      {sources.map((source) => (
        <div key={source.id} className="source">
          <label className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(source.id)}
              disabled={disabled || isApart(source)}
              aria-describedby={`${id}-${source.id}`}
              onChange={() => toggle(source.id)}
              onBlur={() => onBlur(id, value)}
            />
            {source.title}
          </label>
          <p id={`${id}-${source.id}`} className="muted help">
            {isApart(source)
              ? `It has settings of its own: add it by itself, without ${first?.title}.`
              : source.description}
          </p>
        </div>
      ))}
    </div>
  );
}
