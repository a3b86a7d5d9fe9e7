import { useState } from 'react';
import { meaningOf, settingOf, type StartOfHistory, startOfHistory } from '../model/start-of-history.ts';
import { type FieldWidgetProps, inputAria } from './form-context.ts';

/** Where a first start begins, as choices that say what they mean. */
export function StartOfHistoryWidget({ id, value, disabled, required, onChange, onBlur, registry }: FieldWidgetProps) {
  const start = startOfHistory(value);
  // A time that was entered is there again when the choice is.
  const [time, keepTime] = useState(start.kind === 'time' ? start.local : '');
  const [ago] = useState(start.kind === 'ago' ? start : undefined);
  const choices: readonly (readonly [StartOfHistory, string])[] = [
    [{ kind: 'everything' }, 'Everything there is'],
    [{ kind: 'time', local: time }, 'From a time'],
    ...(ago ? [[ago, `The last ${ago.duration}`] as const] : []),
    [{ kind: 'now' }, 'From now on'],
  ];
  const choose = (chosen: StartOfHistory) => onChange(settingOf(chosen));
  return (
    <div id={id} role="radiogroup" aria-labelledby={`${id}-label`} {...inputAria(registry, id, required)}>
      {choices.map(([choice, words]) => (
        <label key={choice.kind} className="choice">
          <input
            type="radio"
            name={id}
            checked={choice.kind === start.kind}
            disabled={disabled}
            onChange={() => choose(choice)}
            onBlur={() => onBlur(id, value)}
          />
          {words}
        </label>
      ))}
      {start.kind === 'time' && (
        <label className="field time">
          <span>Time, in UTC</span>
          <input
            type="datetime-local"
            value={start.local}
            disabled={disabled}
            onChange={(event) => {
              keepTime(event.target.value);
              choose({ kind: 'time', local: event.target.value });
            }}
            onBlur={() => onBlur(id, value)}
          />
        </label>
      )}
      <p className="help" aria-live="polite">
        {meaningOf(start)}
      </p>
    </div>
  );
}
