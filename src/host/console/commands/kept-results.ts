import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type CallAnswer, callAnswerSchema } from '../../../api/commands.ts';
import { type CommandOutput, ConnectorError, type Logger, type Random } from '../../../contract/index.ts';
import { checkedFileName } from '../../commands/checked-file-name.ts';
import { directoryOutput } from '../../commands/directory-output.ts';
import { createFile, usable } from '../../commands/create-file.ts';
import { makeDirectory } from '../../make-directory.ts';
import type { Download } from '../console.ts';
import { boundedOutput } from './bounded-output.ts';
import { forgetOld, kept } from './forget-old.ts';
import type { MaskedResult } from './masked-result.ts';
import { createRoom } from './room.ts';

/**
 * What calls of the console have brought: below `calls` of the state directory, a directory for each call, for this user
 * alone. Bounded, with what is under way: see {@link kept}.
 */
export interface KeptResults {
  /** What a call brings stays from here until it has ended, however long that takes; then as long as there is room. */
  begin(call: string): void;
  end(call: string): void;
  /** Where the files of a call go. */
  output(call: string): CommandOutput;
  /** @throws ConnectorError `state` when there is no room. */
  save(call: string, result: MaskedResult): Promise<void>;
  /** What is shown of a result; undefined: it is not kept. */
  shown(call: string): Promise<CallAnswer | undefined>;
  has(call: string, name: string): Promise<boolean>;
  hasWhole(call: string): Promise<boolean>;
  whole(call: string): Promise<Download | undefined>;
  file(call: string, name: string): Promise<Download | undefined>;
  /** Removes what is too old or too much. Never throws: what stays too long is a matter for the log. */
  forgetOld(): Promise<void>;
}

export interface KeptResultsParts {
  /** Absolute. */
  readonly stateDirectory: () => string;
  readonly random: Pick<Random, 'token'>;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error'>;
  /** Of all there is. Default {@link kept}. */
  readonly mostBytes?: number;
}

const names = { shown: 'shown.json', whole: 'result.json', files: 'files' } as const;

export function keptResults({
  stateDirectory,
  random,
  now,
  logger,
  mostBytes = kept.bytes,
}: KeptResultsParts): KeptResults {
  const all = (): string => join(stateDirectory(), 'calls');
  const place = (call: string): string => join(all(), checkedId(call));
  const room = createRoom({ mostBytes, tidy });

  async function tidy(): Promise<void> {
    try {
      await forgetOld({
        directory: all(),
        isUnderWay: (call) => room.isOpen(call),
        mostBytes: room.forEnded(),
        nowMs: now(),
      });
    } catch (error) {
      logger.error({ error }, 'what earlier commands have brought could not be removed');
    }
  }

  async function write(call: string, name: string, content: unknown): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`);
    await room.claim(call, bytes.length);
    const writer = await createFile(join(place(call), name), name, random);
    await writer.write(bytes);
    await writer.finish();
  }

  return {
    begin: (call) => room.open(call),
    end: (call) => room.close(call),
    output: (call) => boundedOutput(directoryOutput(join(place(call), names.files), random), call, room),
    async save(call, { whole, shown }) {
      await usable(place(call), async () => makeDirectory(place(call)));
      await write(call, names.whole, whole);
      await write(call, names.shown, shown);
    },
    async shown(call) {
      const found = await download(join(place(call), names.shown), names.shown);
      return found && answerIn(await textOf(found));
    },
    whole: async (call) => download(join(place(call), names.whole), `${checkedId(call)}.json`),
    has: async (call, name) => isFile(join(place(call), names.files, checkedFileName(name))),
    hasWhole: async (call) => isFile(join(place(call), names.whole)),
    file: async (call, name) => download(join(place(call), names.files, checkedFileName(name)), name),
    forgetOld: tidy,
  };
}

/** An id as the journal makes them: no path. */
function checkedId(call: string): string {
  if (/^[A-Za-z0-9-]{1,64}$/.test(call)) return call;
  throw new ConnectorError('state', 'this is no id of a call');
}

async function isFile(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isFile() ?? false;
}

/** A file of ours, to its end as it was when it was opened; undefined: there is none. */
async function download(path: string, name: string): Promise<Download | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!file) return undefined;
  const { size } = await file.stat();
  const content = async function* (): AsyncGenerator<Uint8Array> {
    // Closes the file, read to its end or not.
    if (size > 0) yield* file.createReadStream({ end: size - 1 });
    else await file.close();
  };
  return { name, bytes: size, content: content() };
}

/** Display only: one that cannot be read is none. */
function answerIn(text: string): CallAnswer | undefined {
  try {
    return callAnswerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function textOf({ content }: Download): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
