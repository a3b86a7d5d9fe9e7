import { directoryOutput } from '../../../src/host/commands/directory-output.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { createVirtualClock, demoKey, seededRandom, testTools } from '../../../src/testing/index.ts';
import { peakMib } from '../../peak-mib.ts';

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

console.log(JSON.stringify({ result, peakMiB: peakMib() }));
process.exit();
