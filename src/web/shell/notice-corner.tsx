import { useStore } from '../ui/use-store.ts';
import { useConsole } from './use-console.ts';

/** The messages in the corner. The regions are always there: a reader notices what appears in them. */
export function NoticeCorner() {
  const { notices } = useConsole();
  const shown = useStore(notices.shown);
  const of = (kind: 'done' | 'failed') =>
    shown
      .filter((notice) => notice.kind === kind)
      .map(({ id, text }) => (
        <p key={id} className={`notice ${kind}`}>
          <span>{text}</span>
          <button type="button" className="quiet" aria-label="Dismiss" onClick={() => notices.dismiss(id)}>
            ✕
          </button>
        </p>
      ));
  return (
    <div className="notices">
      <div role="status">{of('done')}</div>
      <div role="alert">{of('failed')}</div>
    </div>
  );
}
