import { type FocusEvent, useId } from 'react';
import { useStore } from '../ui/use-store.ts';
import type { Chosen } from './create-preferences.ts';
import { useConsole } from './use-console.ts';

const themes: readonly (readonly [Chosen['theme'], string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

/** Colours, times, shortcuts, and signing out. */
export function SettingsMenu() {
  const { preferences, signIn, notices } = useConsole();
  const { theme, times, shortcuts } = useStore(preferences.chosen);
  const state = useStore(signIn.state);
  const panel = useId();
  return (
    <div className="settings">
      <button type="button" className="settings-button" popoverTarget={panel}>
        {state.state === 'in' ? state.session.name : 'Settings'} ▾
      </button>
      <div id={panel} popover="auto" className="settings-panel" onBlur={closeBehind}>
        <fieldset>
          <legend>Colours</legend>
          {themes.map(([value, words]) => (
            <label key={value} className="choice">
              <input
                type="radio"
                name="theme"
                checked={theme === value}
                onChange={() => preferences.choose({ theme: value })}
              />
              {words}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Times</legend>
          <label className="choice">
            <input
              type="radio"
              name="times"
              checked={times === 'utc'}
              onChange={() => preferences.choose({ times: 'utc' })}
            />
            UTC
          </label>
          <label className="choice">
            <input
              type="radio"
              name="times"
              checked={times === 'local'}
              onChange={() => preferences.choose({ times: 'local' })}
            />
            Local
          </label>
        </fieldset>
        <label className="choice">
          <input type="checkbox" checked={shortcuts} onChange={() => preferences.choose({ shortcuts: !shortcuts })} />
          Keyboard shortcuts (? shows them)
        </label>
        {state.state === 'in' && (
          <p className="muted">
            Signed in as {state.session.name}, {state.session.role}
          </p>
        )}
        <button
          type="button"
          onClick={() => void signIn.leave().catch((error: unknown) => notices.failed('Sign out', error))}
        >
          Sign out
        </button>
      </div>
    </div>
  );
}

/** What is behind the panel must be seen once the focus is there. */
function closeBehind({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>): void {
  if (relatedTarget && !currentTarget.contains(relatedTarget)) currentTarget.hidePopover();
}
