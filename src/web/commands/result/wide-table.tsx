import type { ReactNode } from 'react';

interface WideTableProps {
  readonly label: string;
  /** `roomy`: rather wider than the page than narrow and high cells. `stacked`: on a narrow page cell beneath cell. */
  readonly shape?: 'roomy' | 'stacked';
  readonly children: ReactNode;
}

/** A table that may be wider than the page: it scrolls by itself, with the keyboard as well. */
export function WideTable({ label, shape, children }: WideTableProps) {
  return (
    <div className="scrolled" role="region" aria-label={label} tabIndex={0}>
      <table className={shape ? `plain-table ${shape}` : 'plain-table'}>{children}</table>
    </div>
  );
}
