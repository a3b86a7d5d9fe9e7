import { useState } from 'react';
import { useMay } from '../session/use-may.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useConsole } from './use-console.ts';
import { useShortcuts } from './use-shortcuts.ts';

const keys: readonly (readonly [string, string])[] = [
  ['/', 'Search'],
  ['j k', 'Next row, row before'],
  ['Enter', 'Open the connector of the row'],
  ['p', 'Pause or resume the connector'],
  ['t', 'Test its connection'],
  ['r', 'Refresh'],
  ['n', 'New connector'],
  ['?', 'This list'],
  ['Esc', 'Close what is open'],
];

/** The keys of every page, and the list of all. */
export function ShortcutHelp() {
  const { navigation } = useConsole();
  const mayAdd = useMay('admin');
  const [open, setOpen] = useState(false);
  useShortcuts({ '?': () => setOpen(true), ...(mayAdd && { n: () => navigation.go({ page: 'new' }) }) });
  return (
    <>
      <button type="button" className="quiet" onClick={() => setOpen(true)} aria-haspopup="dialog">
        Keys
      </button>
      {open && (
        <Dialog title="Keyboard shortcuts" onClose={() => setOpen(false)}>
          <dl className="keys">
            {keys.map(([key, words]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <p className="muted">They can be turned off in the menu at the top right.</p>
        </Dialog>
      )}
    </>
  );
}
