import { useContext } from 'react';
import { ConsoleContext, type ConsoleParts } from './console-parts.ts';

export function useConsole(): ConsoleParts {
  const parts = useContext(ConsoleContext);
  if (!parts) throw new Error('there is no console around this component');
  return parts;
}
