import type { TestStage } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';

/** What the other side said may hold what it was sent. */
export function maskedStage(stage: TestStage, redactor: Pick<Redactor, 'redact'>): TestStage {
  const redact = (text: string) => redactor.redact(text);
  const { remedy } = stage;
  return { ...stage, message: redact(stage.message), ...(remedy !== undefined && { remedy: redact(remedy) }) };
}
