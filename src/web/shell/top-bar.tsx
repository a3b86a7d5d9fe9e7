import { SettingsMenu } from './settings-menu.tsx';
import { hrefOf } from './route.ts';

/** The head of every page. */
export function TopBar() {
  return (
    <header className="top-bar">
      <a className="brand" href={hrefOf({ page: 'status' })}>
        Collection Status
      </a>
      <SettingsMenu />
    </header>
  );
}
