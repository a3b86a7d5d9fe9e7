import type { ConnectorError, TestStage } from '../../contract/index.ts';

/** What a stage came to; its name and time are added by whoever runs it. */
export type Finding = Omit<TestStage, 'stage' | 'ms'>;

/** A stage at work. What it throws is a failure of the stage. */
export type Look = (signal: AbortSignal) => Promise<Finding>;

export function ok(message: string): Finding {
  return { status: 'ok', message };
}

export function skipped(message: string): Finding {
  return { status: 'skipped', message };
}

export function warning(message: string, remedy: string, code?: string): Finding {
  return { status: 'warning', message, remedy, ...(code === undefined ? undefined : { code }) };
}

export function failed({ message, code, remedy }: Pick<ConnectorError, 'message' | 'code' | 'remedy'>): Finding {
  return {
    status: 'failed',
    message,
    remedy: remedy ?? 'Look at the log of this program for more.',
    ...(code === undefined ? undefined : { code }),
  };
}
