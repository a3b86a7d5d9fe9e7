import type { CommandFileWriter, CommandOutput } from '../../../contract/index.ts';
import type { Room } from './room.ts';

/** Files of a call, which take of the room there is: the disk is the collector's, which needs it. */
export function boundedOutput(
  output: CommandOutput,
  call: string,
  room: Pick<Room, 'claim' | 'giveBack'>,
): CommandOutput {
  return {
    async create(name): Promise<CommandFileWriter> {
      const writer = await output.create(name);
      let bytes = 0;
      async function discard(): Promise<void> {
        await writer.discard();
        room.giveBack(call, bytes);
        bytes = 0;
      }
      return {
        ...writer,
        async write(chunk) {
          try {
            await room.claim(call, chunk.length);
          } catch (error) {
            await discard();
            throw error;
          }
          bytes += chunk.length;
          await writer.write(chunk);
        },
        discard,
      };
    },
  };
}
