import { problemOf } from '../api/api-error.ts';
import { createStore, type Store } from '../ui/create-store.ts';

/** A short message in the corner. */
export interface Notice {
  readonly id: number;
  readonly kind: 'done' | 'failed';
  readonly text: string;
}

export interface Notices {
  readonly shown: Pick<Store<readonly Notice[]>, 'get' | 'subscribe'>;
  /** Said politely, and gone after some seconds. */
  done(text: string): void;
  /** Stays until it is dismissed. Nothing is said of a step that was aborted. */
  failed(what: string, error: unknown): void;
  dismiss(id: number): void;
}

const shownMs = 6000;
const atMost = 4;

export function createNotices(): Notices {
  const shown = createStore<readonly Notice[]>([]);
  let last = 0;

  function add(kind: Notice['kind'], text: string): number {
    last += 1;
    shown.set([...shown.get(), { id: last, kind, text }].slice(-atMost));
    return last;
  }
  const dismiss = (id: number): void => shown.set(shown.get().filter((notice) => notice.id !== id));

  return {
    shown,
    dismiss,
    done(text) {
      const id = add('done', text);
      setTimeout(() => dismiss(id), shownMs);
    },
    failed(what, error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      const { error: message, remedy } = problemOf(error);
      add('failed', [`${what}: ${message}`, remedy].filter(Boolean).join(' '));
    },
  };
}
