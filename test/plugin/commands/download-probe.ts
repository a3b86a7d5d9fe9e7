import { readFileSync } from 'node:fs';
import { directoryOutput } from '../../../src/host/commands/directory-output.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { createVirtualClock, demoKey, seededRandom, testTools } from '../../../src/testing/index.ts';

/** Retrieves the files of `id-1`, as a process of its own; prints what came of it and the most memory it took. */
const [url = '', directory = ''] = process.argv.slice(2);
const plugin = createCortexPlugin();
const way = { server_url: url, api_key: demoKey.key, api_key_id: demoKey.id, key_type: 'standard' };
const validated = plugin.validate({ source: 'xdr-incidents', commands: 'write', ...way });
const command = plugin.commands.find(({ description }) => description.name === 'retrieve-files');
if (!validated.ok || !command) throw new Error('cannot be run');
const result = await command.run(
  validated.config,
  {
    input: { endpoint_ids: ['id-1'], os: 'windows', file_paths: ['C:\\memory.dmp'] },
    tools: testTools({ clock: createVirtualClock(Date.now(), { sleep: 'passes' }) }),
    output: directoryOutput(directory, seededRandom(1)),
    tell: () => {},
  },
  new AbortController().signal,
);

/** The most this process ever had in memory. `resourceUsage` would also count what its parent had when it was forked. */
function peakMiB(): number {
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1024;
}

console.log(JSON.stringify({ result, peakMiB: peakMiB() }));
process.exit();
