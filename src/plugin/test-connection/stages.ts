import type { JsonValue, Source, Tools } from '../../contract/index.ts';
import type { CortexConfig } from '../cortex-config.ts';
import { type Connection, openConnection, type Shared } from '../open-connection.ts';
import { openSource } from '../open-source.ts';
import { generationWords } from './generation-words.ts';
import { floorOf } from '../paging/begin.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';
import { answerLooks } from './answer-looks.ts';
import { answersAsCortex } from './answers-as-cortex.ts';
import { type Look, ok } from './finding.ts';
import { keyFacts } from './key-facts.ts';
import { directLooks, proxiedLooks } from './network-looks.ts';
import { proxyInUse } from './proxy-in-use.ts';
import { type Reading, readOne } from './read-one.ts';

/** What is tested. */
export interface TestSubject {
  readonly definition: SourceDefinition<JsonValue>;
  readonly settings: CortexConfig;
}

export interface TestMeans {
  readonly tools: Tools;
  readonly shared: Shared;
}

/** The stages by name, in the order they are run. */
export interface Stages {
  readonly looks: Readonly<Record<string, Look>>;
  /** Ends the connections that were opened on the way. */
  readonly close: () => Promise<void>;
}

/** One answer may take so long: the test as a whole has little more. */
const longestAnswerMs = 15_000;

export function stagesOf({ definition, settings }: TestSubject, means: TestMeans): Stages {
  const { tools, shared } = means;
  const brief = { ...settings, requestTimeoutMs: Math.min(settings.requestTimeoutMs, longestAnswerMs) };
  let made: { readonly connection: Connection; readonly source: Source } | undefined;
  const opened = () => (made ??= open());
  let read: Promise<Reading> | undefined;
  const reading = (signal: AbortSignal) =>
    (read ??= readOne(opened().source, opened().connection, tools.clock, signal));

  function open() {
    const connection = openConnection(brief, tools, shared);
    return { connection, source: openSource(definition, brief, connection, tools) };
  }

  const { tenant, ca, apiKeyId } = settings;
  const network = proxyInUse(settings, process.env) ? proxiedLooks(reading) : directLooks(tenant, ca, tools.clock);
  const answers = answerLooks({
    reading,
    // XSOAR 6, whose keys have no id, has neither call.
    keyFacts: async (signal) => (apiKeyId === undefined ? undefined : keyFacts(opened().connection, apiKeyId, signal)),
    isCortex: async (signal) =>
      apiKeyId === undefined ? undefined : answersAsCortex(opened().connection.dispatcher, tenant, signal),
    ...generationWords(definition, { setting: settings.apiGeneration, memo: tools.memo }),
    clock: tools.clock,
  });
  return {
    looks: {
      configuration: async () => {
        // Refuses a time in the future: the check of settings has no clock.
        floorOf(settings.backfillStart, tools.clock.now());
        opened();
        return ok(`${definition.title} of ${new URL(tenant).host}.`);
      },
      dns: network.dns,
      connect: network.connect,
      tls: network.tls,
      clock: answers.clock,
      authentication: answers.authentication,
      permission: answers.permission,
      mapping: answers.mapping,
    },
    close: async () => made?.source.close(),
  };
}
