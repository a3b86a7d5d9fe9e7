import { type CommandFileWriter, type CommandOutput, ConnectorError } from '../../../contract/index.ts';

/** Files of one call, together at most so many bytes: the disk is the collector's, which needs it. */
export function boundedOutput(output: CommandOutput, mostBytes: number): CommandOutput {
  let bytes = 0;
  return {
    async create(name): Promise<CommandFileWriter> {
      const writer = await output.create(name);
      return {
        ...writer,
        async write(chunk) {
          bytes += chunk.length;
          if (bytes <= mostBytes) return writer.write(chunk);
          await writer.discard();
          throw tooLarge(mostBytes);
        },
      };
    },
  };
}

function tooLarge(mostBytes: number): ConnectorError {
  const most = `${Math.round(mostBytes / 2 ** 20)} MiB`;
  return new ConnectorError(
    'state',
    `what the command brings is larger than the ${most} a call of the console may keep`,
    {
      code: 'FILE-803',
      remedy: 'Narrow it, or run it on the command line, which saves it where you say.',
    },
  );
}
