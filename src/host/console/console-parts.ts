import type { Plugin, SharedTools } from '../../contract/index.ts';
import type { Redactor } from '../../shared/redact.ts';
import type { Configuration } from '../config/configuration.ts';
import type { Host } from '../create-host.ts';
import type { SinkTools } from '../delivery/create-sink.ts';
import type { CommandJournal } from '../commands/command-journal.ts';
import type { Sealer } from '../saved/sealer.ts';
import type { StateStore } from '../state/state-store.ts';
import type { Activity } from './activity.ts';
import type { InTurn } from '../in-turn.ts';
import type { LiveRecords } from './live-records.ts';

/** What a console works with: a running collector, and how to change what it runs. */
export interface ConsoleParts {
  /** Of this program. */
  readonly version: string;
  readonly plugins: readonly Plugin[];
  readonly store: StateStore;
  /** What operators have had done. */
  readonly journal: CommandJournal;
  /** Name of this machine, for the audit records of commands. */
  readonly machine: string;
  readonly host: Pick<Host, 'status' | 'pause' | 'resume' | 'pollNow' | 'connector'>;
  readonly activity: Pick<Activity, 'of'>;
  readonly liveRecords: Pick<LiveRecords, 'of'>;
  /** Why to look at a connector that is well by its status. */
  readonly warning: (id: string) => string | undefined;
  /** In force: of the file, and what has been saved. */
  readonly configuration: () => Configuration;
  /** Takes what is saved over into the configuration in force; resolves when it is at work. */
  readonly takeSaved: (cause: string) => Promise<void>;
  /** Where references are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Undefined: without a key file only references to secrets can be kept. */
  readonly sealer: Sealer | undefined;
  /** Knows every secret of the process. */
  readonly redactor: Redactor;
  readonly tools: SharedTools & SinkTools;
}

/** What the topics of the console share beside. */
export interface ConsoleContext extends ConsoleParts {
  readonly inTurn: InTurn;
  /** Aborted when the console closes. */
  readonly ending: AbortSignal;
}
