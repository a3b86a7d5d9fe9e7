import type { ReactNode } from 'react';

/** A table that may be wider than the page: it scrolls by itself, with the keyboard as well. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="scrolled" role="region" aria-label={label} tabIndex={0}>
      <table className="plain-table">{children}</table>
    </div>
  );
}
