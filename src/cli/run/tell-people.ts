import { type TestResult, testResultSchema } from '../../api/connector-form.ts';
import { isConnectorError, type Plugin, type Tools } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import type { Redactor } from '../../shared/redact.ts';

/** Tells people of what needs them, by the channels of `notify`. */
export interface PeopleTold {
  /** To be shown reports as often as there are any. */
  readonly look: (report: StatusReport) => void;
  close(): Promise<void>;
}

export interface TellPeopleParts {
  readonly configuration: Configuration;
  readonly plugins: readonly Plugin[];
  readonly store: StateStore;
  readonly redactor: Redactor;
  readonly tools: Pick<Tools, 'clock' | 'logger' | 'egress'>;
}

/** A change is told within so long, and a key that was replaced is noticed within so long, milliseconds. */
const lookEveryMs = 1000;
const testsEveryMs = 60_000;

/** Without channels nothing is loaded. */
export async function tellPeople({
  configuration,
  plugins,
  store,
  redactor,
  tools,
}: TellPeopleParts): Promise<PeopleTold> {
  const { notify: channels } = configuration;
  if (channels.length === 0) return { look: () => undefined, close: async () => undefined };
  const { createNotifier } = await import('../../host/notify/create-notifier.ts');
  const { outsideFacts } = await import('../../host/notify/outside-facts.ts');
  const { clock, logger } = tools;
  const { operators } = store;
  const manifests = plugins.map(({ manifest }) => manifest);
  const lastTests = new Map<string, TestResult | undefined>();
  const notifier = createNotifier({
    channels,
    memory: { read: async () => operators.told(), write: async (id, topics) => operators.setTold(id, topics) },
    factsOf: ({ id, source }) => outsideFacts(source, manifests, lastTests.get(id)),
    redact: (text) => redactor.redact(text),
    onTold({ connector, message, atMs }, { channel, failure }) {
      const how = failure === undefined ? `told by ${channel}` : `could not be told by ${channel} (${failure})`;
      const text = redactor.redact(`${message} – ${how}`).slice(0, 500);
      void quietly(operators.note({ connector: connector.id, atMs, kind: 'notification', actor: null, text }));
    },
    tools,
  });
  let [lookedMs, testsReadMs] = [-Infinity, -Infinity];
  let last: Promise<void> = Promise.resolve();

  async function quietly(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      logger.warn({ message: error.message }, 'what people are told could not be noted');
    }
  }

  async function tell(report: StatusReport): Promise<void> {
    if (clock.elapsed() - testsReadMs >= testsEveryMs) {
      testsReadMs = clock.elapsed();
      for (const { id } of report.connectors) lastTests.set(id, resultIn(await operators.lastTest(id)));
    }
    await notifier.look(report);
  }

  return {
    look(report) {
      if (clock.elapsed() - lookedMs < lookEveryMs) return;
      lookedMs = clock.elapsed();
      last = last.then(async () => quietly(tell(report)));
    },
    async close() {
      await last;
      await notifier.close();
    },
  };
}

function resultIn(text: string | undefined): TestResult | undefined {
  return text === undefined ? undefined : testResultSchema.safeParse(JSON.parse(text)).data;
}
