import { LiveBadge } from '../live/live-badge.tsx';
import { hrefOf } from './route.ts';
import { SettingsMenu } from './settings-menu.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';

/** The head of every page. */
export function TopBar() {
  return (
    <header className="top-bar">
      <a className="brand" href={hrefOf({ page: 'status' })}>
        Cortex → OTLP
      </a>
      <div className="row">
        <LiveBadge />
        <ShortcutHelp />
        <SettingsMenu />
      </div>
    </header>
  );
}
