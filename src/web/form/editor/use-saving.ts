import type { ConnectorDetails } from '../../../api/connector-form.ts';
import { useConsole } from '../../shell/use-console.ts';
import type { Api } from '../../api/create-api.ts';
import type { FormWork } from './form-work.ts';
import type { ConnectorEditorParts } from './use-connector-editor.ts';
import { type SaveState, type SaveSteps, useSave } from './use-save.ts';

export interface Saving {
  readonly state: SaveState;
  readonly save: () => void;
  readonly saveAnyway: () => void;
  readonly overwrite: () => void;
  readonly back: () => void;
}

/** Saving, and where it leads. */
export function useSaving({ purpose }: FormWork, editor: ConnectorEditorParts): Saving {
  const { api, navigation, notices } = useConsole();
  const { state, save, saveUntested, back } = useSave();
  const { values } = editor.state;

  const last = editor.test.run?.result;
  const works = last?.status === 'ok' && editor.testedThis;
  const steps: SaveSteps = {
    validate: async () => editor.validate('save'),
    // What has just been tested is not tested again: a collector tests five times a minute at most.
    test: async () => (works ? last : editor.runTest()),
    store: async () => editor.store(values),
    onRefused: ({ fields = [] }) => editor.showRefused(fields),
    onSaved(saved, nowWorks) {
      navigation.guard(false);
      notices.done(savedText(saved, nowWorks, purpose === 'copy'));
      // The result is kept with the connector from now on; one that is known to fail is told by its first poll.
      if (nowWorks) void keepTests(api, saved);
      const [only, ...others] = saved;
      navigation.go(
        only && others.length === 0 ? { page: 'connector', id: only.id, tab: 'overview' } : { page: 'status' },
      );
    },
  };

  return {
    state,
    back,
    save: () => void save(steps),
    saveAnyway: () => void saveUntested(steps, false),
    overwrite: () => void saveUntested({ ...steps, store: async () => editor.store.overwrite(values) }, works),
  };
}

function savedText(saved: readonly ConnectorDetails[], works: boolean, isCopy: boolean): string {
  const names = new Intl.ListFormat('en').format(saved.map(({ name }) => name));
  const action = works ? '' : ' It needs action until its connection works.';
  return `Saved: ${names}.${isCopy ? ' It starts paused.' : action}`;
}

/** Tests what has been saved, so that how it came out is there when the page is loaded again. */
async function keepTests(api: Api, saved: readonly ConnectorDetails[]): Promise<void> {
  try {
    for (const { id } of saved) for await (const _ of api.lines('testConnector', { id }));
  } catch {
    // Nobody waits for it, and the same test has just gone well.
  }
}
