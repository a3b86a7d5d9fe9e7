import { stageWords, statusWords } from './stage-words.ts';
import { hasEnded, type ShownStage } from './test-run.ts';

/** Shape, word and colour say the same. */
const shapes = { pending: '○', running: '◌', ok: '✓', warning: '!', failed: '✕', skipped: '–' } as const;

/** The stages of a test, as they come out. */
export function StageList({ stages }: { stages: readonly ShownStage[] }) {
  return (
    <ol className="stages">
      {stages.map((stage, index) => (
        <li key={`${stage.stage} ${index}`} className={stage.status}>
          <span className="stage-mark">
            <span aria-hidden="true">{shapes[stage.status]}</span> {statusWords[stage.status]}
          </span>
          <span>
            <strong>{stageWords(stage.stage)}</strong> {hasEnded(stage) && stage.message}
            {stage.status === 'warning' && stage.remedy && ` ${stage.remedy}`}
          </span>
          <span className="muted number">
            {hasEnded(stage) && stage.status !== 'skipped' && `${Math.round(stage.ms)} ms`}
          </span>
        </li>
      ))}
    </ol>
  );
}
