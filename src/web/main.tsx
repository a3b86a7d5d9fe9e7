import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { applyTheme } from './shell/apply-theme.ts';
import { ConsoleContext, createConsoleParts } from './shell/console-parts.ts';

const parts = createConsoleParts();
applyTheme(parts.preferences);
void parts.signIn.start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ConsoleContext value={parts}>
        <App />
      </ConsoleContext>
    </StrictMode>,
  );
}
