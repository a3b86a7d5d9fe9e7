import { useCallback, useMemo, useState } from 'react';
import type { ConnectorDetails } from '../../api/connector-form.ts';
import type { ConsoleInfo } from '../../api/console-info.ts';
import { useAnswer } from '../detail/use-answer.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import { useTitle } from '../shell/use-title.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { ConnectorEditor } from './editor/connector-editor.tsx';
import { addWork, changeWork, copyWork } from './editor/form-work.ts';
import { ReadOnlyConnector } from './read-only-connector.tsx';
import './form.css';

/** Adds connectors, changes the one with an id, or copies another. */
export function ConnectorFormPage({ id, clone }: { id?: string; clone?: string }) {
  const { api } = useConsole();
  const [round, setRound] = useState(0);
  const from = id ?? clone;
  const { answer, problem } = useAnswer(`${from} ${round}`, async (signal) => {
    const connector = from === undefined ? undefined : await api.call('connector', { id: from, signal });
    return { round, info: await api.call('info', { signal }), connector };
  });
  const reload = useCallback(() => setRound((last) => last + 1), []);
  useTitle(id !== undefined ? 'Edit connector' : clone !== undefined ? 'Copy of a connector' : 'New connector');
  const mayEdit = useMay('admin');
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const { connector, info } = answer;
  if (connector && id !== undefined && (connector.origin === 'file' || !mayEdit)) {
    return <ReadOnlyConnector connector={connector} />;
  }
  if (!mayEdit) return <ProblemBox problem={{ error: 'Only an administrator adds connectors.' }} />;
  return <Editor key={answer.round} info={info} connector={connector} isCopy={clone !== undefined} onReload={reload} />;
}

interface EditorProps {
  readonly info: ConsoleInfo;
  readonly connector: ConnectorDetails | undefined;
  readonly isCopy: boolean;
  readonly onReload: () => void;
}

function Editor({ info, connector, isCopy, onReload }: EditorProps) {
  const work = useMemo(() => {
    if (!connector) return addWork(info);
    return isCopy ? copyWork(info, connector) : changeWork(info, connector);
  }, [info, connector, isCopy]);
  return <ConnectorEditor work={work} onReload={onReload} />;
}
