import type { Preferences } from './create-preferences.ts';

/** Keeps the page in the colours that were chosen; without a choice, in those of the system. */
export function applyTheme({ chosen }: Preferences, root: HTMLElement = document.documentElement): void {
  const apply = (): void => {
    const { theme } = chosen.get();
    if (theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = theme;
  };
  apply();
  chosen.subscribe(apply);
}
