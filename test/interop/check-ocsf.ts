import type { JsonValue } from '../../src/contract/index.ts';
import { ocsfVersion } from '../../src/plugin/mapping/ocsf/ocsf-class.ts';
import { breakages } from './broken-events.ts';
import { ocsfEvents, type OcsfEvent } from './ocsf-events.ts';
import { type OcsfValidator, ocsfValidator } from './ocsf-validator.ts';
import type { CheckResult } from './check-result.ts';

const seed = 6;
const mostShown = 20;

/** Events of all sources by the official schema of OCSF, and a proof that the validator refuses what is broken. */
export async function checkOcsf(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<readonly CheckResult[]> {
  const validate = await ocsfValidator(env, say);
  const bySource = Map.groupBy(ocsfEvents(seed), ({ source }) => source);
  const results: CheckResult[] = [];
  for (const [source, events] of bySource) results.push(await validated(validate, source, events));
  const samples = [...bySource.values()].flatMap((events) =>
    [...Map.groupBy(events, classOf).values()].flatMap((all) => all[0] ?? []),
  );
  results.push(await refused(validate, samples));
  return results;
}

async function validated(validate: OcsfValidator, source: string, events: readonly OcsfEvent[]): Promise<CheckResult> {
  const problems = await validate(events.map(({ text }) => text));
  const classes = [...new Set(events.map(classOf))].toSorted((a, b) => a - b).join(', ');
  return {
    name: `OCSF ${ocsfVersion}, ${source}`,
    summary: `${events.length} events of ${classes}, all as the schema says`,
    problems: [...problems]
      .slice(0, mostShown)
      .flatMap(([index, said]) => said.map((each) => `${events[index]?.name}: ${each}`)),
  };
}

async function refused(validate: OcsfValidator, samples: readonly OcsfEvent[]): Promise<CheckResult> {
  const broken = samples.flatMap((sample) =>
    Object.entries(breakages).map(([how, breakIt]) => ({
      how: `${sample.name}: ${how}`,
      text: JSON.stringify(breakIt(JSON.parse(sample.text) as Readonly<Record<string, JsonValue>>)),
    })),
  );
  const problems = await validate(broken.map(({ text }) => text));
  const taken = broken.filter((_, index) => !problems.has(index));
  return {
    name: `OCSF ${ocsfVersion}, broken events`,
    summary: `${broken.length} of ${broken.length} refused`,
    problems: taken.slice(0, mostShown).map(({ how }) => `taken: ${how}`),
  };
}

function classOf({ text }: OcsfEvent): number {
  return (JSON.parse(text) as { class_uid: number }).class_uid;
}
