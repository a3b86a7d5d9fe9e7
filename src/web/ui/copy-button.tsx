import { useConsole } from '../shell/use-console.ts';

export interface CopyButtonProps {
  readonly text: string | (() => string);
  /** What is copied, for the label: `id`, `details`. */
  readonly what: string;
  /** Shows a sign instead of words. */
  readonly small?: boolean;
}

/** Copies a text, and says so. */
export function CopyButton({ text, what, small = false }: CopyButtonProps) {
  const { notices } = useConsole();
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(typeof text === 'string' ? text : text());
      notices.done(`Copied: ${what}`);
    } catch (error) {
      notices.failed(`The browser did not copy the ${what}`, error);
    }
  }
  const label = `Copy ${what}`;
  return (
    <button
      type="button"
      className={small ? 'quiet small' : ''}
      aria-label={small ? label : undefined}
      title={small ? label : undefined}
      onClick={() => void copy()}
    >
      {small ? <CopySign /> : label}
    </button>
  );
}

function CopySign() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <path d="M5.5 5.5V2.5h8v8h-3M2.5 5.5h8v8h-8z" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  );
}
