import { ConnectorError } from '../contract/index.ts';
import { systemClock } from '../host/system-tools.ts';
import { version } from '../plugin/version.ts';
import { createRedactor } from '../shared/redact.ts';
import type { CommandContext } from './command-context.ts';
import { exitCodeOfError, exitCodes } from './exit-code.ts';
import { explainError } from './explain-error.ts';
import { listenForInterrupts } from './interrupts.ts';
import { runProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

/** Runs one command line in this process; resolves to the code to exit with, once everything has been written. */
export async function main(process: NodeJS.Process, plugins: CommandContext['plugins']): Promise<number> {
  const redactor = createRedactor();
  const terminal = createTerminal(process, redactor);
  const interrupts = listenForInterrupts(process);
  const unfinished: Promise<unknown>[] = [];
  let tell = (error: unknown) => terminal.say(explainError(error));
  const context: CommandContext = {
    terminal,
    redactor,
    plugins,
    env: process.env,
    clock: systemClock(),
    version,
    signal: interrupts.signal,
    onHangup: (reload) => void process.on('SIGHUP', reload),
    heedHangup: interrupts.heedHangup,
    finishFirst: (work) => void unfinished.push(work),
    tellFailuresBy: (other) => void (tell = other),
  };

  async function run(): Promise<number> {
    try {
      return await runProgram(process.argv.slice(2), context);
    } catch (error) {
      const interrupted = interrupts.codeOf(error);
      if (interrupted === undefined) tell(error);
      return interrupted ?? exitCodeOfError(error);
    }
  }

  const crashed = new Promise<number>((resolve) => {
    const crash = (error: unknown) => {
      tell(error);
      resolve(exitCodes.failed);
    };
    process.on('uncaughtException', crash).on('unhandledRejection', crash);
  });
  const unread = new Promise<number>((resolve) => {
    process.stdout.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever reads has had enough (`| head`): no failure of ours. Data that no disk took is one.
      if (error.code !== 'EPIPE') tell(unwritable(error));
      resolve(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
    });
  });
  // Without a reader of its log, collecting goes on.
  process.stderr.on('error', () => {});
  const code = await Promise.race([run(), interrupts.second, crashed, unread]);
  await Promise.race([Promise.allSettled(unfinished), interrupts.second]);
  // Whoever reads may not read on.
  const unwritten = await Promise.race([flushed(process.stdout), unread, interrupts.second]);
  return code === exitCodes.done ? unwritten : code;
}

function unwritable({ code = 'unknown error' }: NodeJS.ErrnoException): ConnectorError {
  return new ConnectorError('state', `standard output cannot be written (${code})`, {
    code: 'DISK-702',
    remedy: 'Free space where it goes, or send it elsewhere: what is there is not whole.',
  });
}

async function flushed(stream: NodeJS.WriteStream): Promise<number> {
  return new Promise((resolve) => void stream.write('', () => resolve(exitCodes.done)));
}
