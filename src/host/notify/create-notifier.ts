import type { Clock, Logger, Tools } from '../../contract/index.ts';
import type { NotifyChannel } from '../config/configuration.ts';
import type { StatusReport } from '../status/status-report.ts';
import type { Channel } from './channel.ts';
import type { OutsideFacts } from './judge-topics.ts';
import { noticesOf } from './notice-watch.ts';
import { type Notice, type Topic, topics } from './notice.ts';
import { smtpChannel } from './smtp-channel.ts';
import { webhookChannel } from './webhook-channel.ts';

/** Where it is kept what has been told. */
export interface NoticeMemory {
  read(): Promise<ReadonlyMap<string, readonly string[]>>;
  write(connector: string, told: readonly Topic[]): Promise<void>;
}

export interface NotifierParts {
  readonly channels: readonly NotifyChannel[];
  readonly memory: NoticeMemory;
  readonly factsOf: (connector: { readonly id: string; readonly source: string }) => OutsideFacts;
  /** Told after a message was taken, or given up: for the timeline. */
  readonly onTold: (
    notice: Notice,
    outcome: { readonly channel: string; readonly failure: string | undefined },
  ) => void;
  /** Masks secrets by value: an error may quote what was sent. */
  readonly redact: (text: string) => string;
  readonly tools: Pick<Tools, 'clock' | 'logger' | 'egress'>;
}

/** Tells people of what changed, once for each change. */
export interface Notifier {
  /** Looks at a report; resolves when what it asks for has been queued, not when it has been sent. */
  look(report: StatusReport): Promise<void>;
  /** Gives up what waits. */
  close(): Promise<void>;
}

/** Waits between attempts to send one message, milliseconds. After the last one it is given up, and logged. */
const retryDelaysMs = [5000, 30_000, 120_000, 600_000, 1_800_000];

export function createNotifier({ channels, memory, factsOf, onTold, redact, tools }: NotifierParts): Notifier {
  const { clock, logger } = tools;
  const over = new AbortController();
  const lines = channels.map((settings) => line(openChannel(settings, tools), { clock, logger, onTold }, over.signal));
  let told: Map<string, Set<Topic>> | undefined;
  let looking: Promise<void> = Promise.resolve();

  async function tell(report: StatusReport): Promise<void> {
    told ??= new Map(
      [...(await memory.read())].map(([id, names]) => [id, new Set(topics.filter((topic) => names.includes(topic)))]),
    );
    for (const notice of noticesOf(report, told, factsOf)) {
      const { id } = notice.connector;
      const standing = told.get(id) ?? new Set();
      if (notice.change === 'raised') standing.add(notice.topic);
      else standing.delete(notice.topic);
      // Before it is sent: a message that is lost with the process is better than one at every restart.
      await memory.write(id, [...standing]);
      told.set(id, standing);
      for (const each of lines) each.send(masked(notice, redact));
    }
  }

  return {
    look(report) {
      // One at a time: what is told by one report must be known to the next.
      looking = looking.catch(() => undefined).then(async () => tell(report));
      return looking;
    },
    async close() {
      over.abort();
      await looking.catch(() => undefined);
      await Promise.all(lines.map(async (each) => each.close()));
    },
  };
}

function masked(notice: Notice, redact: (text: string) => string): Notice {
  const { message, remedy, connector } = notice;
  const named = { ...connector, name: redact(connector.name) };
  return { ...notice, connector: named, message: redact(message), remedy: remedy && redact(remedy) };
}

function openChannel(settings: NotifyChannel, { egress }: Pick<Tools, 'egress'>): Channel {
  return settings.kind === 'webhook' ? webhookChannel(settings, egress) : smtpChannel(settings);
}

/** Does not wait for what ignores the signal: a mail server that hangs must not hold up the end. */
async function unlessAborted(sending: Promise<void>, signal: AbortSignal): Promise<void> {
  const sent = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: sent.signal });
  });
  await Promise.race([sending, aborted]).finally(() => sent.abort());
}

interface LineParts extends Pick<NotifierParts, 'onTold'> {
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Messages of one channel, in order, each tried until it is taken or given up. */
function line(channel: Channel, { clock, logger, onTold }: LineParts, signal: AbortSignal) {
  let last: Promise<void> = Promise.resolve();

  async function deliver(notice: Notice): Promise<void> {
    for (const [attempt, delayMs] of [...retryDelaysMs, undefined].entries()) {
      if (signal.aborted) return;
      try {
        await unlessAborted(channel.send(notice, signal), signal);
        return onTold(notice, { channel: channel.name, failure: undefined });
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        const about = { connector: notice.connector.id, channel: channel.name, attempt: attempt + 1, reason };
        if (delayMs === undefined) {
          logger.error(about, 'notification given up');
          return onTold(notice, { channel: channel.name, failure: reason });
        }
        logger.warn({ ...about, retryInMs: delayMs }, 'notification failed');
        await clock.sleep(delayMs, signal).catch(() => undefined);
      }
    }
  }

  return {
    send: (notice: Notice) => void (last = last.then(async () => deliver(notice))),
    async close() {
      await last;
      await channel.close();
    },
  };
}
