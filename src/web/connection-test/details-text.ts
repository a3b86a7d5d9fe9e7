import { absoluteText } from '../ui/time-text.ts';
import { stageWords, statusWords } from './stage-words.ts';
import { hasEnded, type TestRun } from './test-run.ts';

/** A test as text, for a ticket. `secrets` are what was typed into the form: none of it gets in, whatever was answered. */
export function detailsText(name: string, run: TestRun, secrets: readonly string[]): string {
  const { result, problem } = run;
  const lines = [
    `Connection test of ${name}`,
    ...(result ? [`${result.message} (${absoluteText(result.testedAt, 'utc')}, ${result.durationMs} ms)`] : []),
    ...(problem ? [[problem.code, problem.error, problem.remedy].filter(Boolean).join(' ')] : []),
    ...run.sources.flatMap(({ source, stages }) => [
      '',
      source,
      ...stages
        .filter(hasEnded)
        .flatMap(({ stage, status, ms, message, code, remedy }) => [
          `  ${stageWords(stage)}: ${statusWords[status]}, ${Math.round(ms)} ms: ${[code, message].filter(Boolean).join(' ')}`,
          ...(remedy ? [`    What to do: ${remedy}`] : []),
        ]),
    ]),
  ];
  return without(lines.join('\n'), secrets);
}

function without(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, () => '[redacted]'), text);
}
