import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostsPlace } from './operator-place.ts';

const search = ['command', 'search-hosts'] as const;
const names = (stdout: string) => (JSON.parse(stdout) as { keyFields: { host_names: unknown } }).keyFields.host_names;

test.for<[what: string, args: readonly string[]]>([
  ['of the command line', ['--input', '{"host_names": ["pc-2"]}']],
  ['of a file', ['--input', '@input.json']],
  ['of standard input', ['--input', '-']],
  ['set one by one', ['--set', 'host_names=pc-2']],
  ['set in place of what else was given', ['--input', '{"host_names": ["pc-1"]}', '--set', 'host_names=["pc-2"]']],
])('an input %s is taken', async ([, args]) => {
  const place = await hostsPlace();
  const input = '{"host_names": ["pc-2"]}';
  await writeFile(join(place.directory, 'input.json'), input);
  const { code, stdout } = await place.startIn({ input, cwd: place.directory }, ...search, '--json', ...args).ended;
  expect({ code, names: names(stdout) }).toEqual({ code: 0, names: ['pc-2'] });
});

test('an input of which one parameter is set several times is a list', async () => {
  const args = ['--set', 'host_names=pc-2', '--set', 'host_names=pc-1'];
  const { stdout } = await (await hostsPlace()).run(...search, '--json', ...args);
  expect(names(stdout)).toEqual(['pc-1', 'pc-2']);
});

test.for<[what: string, says: string, args: readonly string[]]>([
  ['that is no JSON', '--input is no JSON', ['--input', '{']],
  ['of a file that is not there', 'the file nowhere.json is not there', ['--input', '@nowhere.json']],
  ['of no parameter of it', 'did you mean host_names?', ['--input', '{"host_name":"pc-1"}']],
  ['of a wrong kind', 'search-hosts: limit: ', ['--input', '{"limit":"many"}']],
  ['that is no object', 'must be an object: each parameter by its name', ['--input', '[]']],
  ['that is no object to set a parameter in', '--set goes with an input', ['--input', '[]', '--set', 'a=b']],
  ['set without a value', 'It must be a parameter and its value', ['--set', 'host_names']],
])('an input %s is refused with 2: nothing is sent, and nothing recorded', async ([, says, args]) => {
  const place = await hostsPlace();
  const { code, stderr } = await place.run(...search, ...args);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) as string });
  expect(place.tenant.requests).toEqual([]);
  expect((await place.run('command', '--history', '--json')).stdout).toBe('[]\n');
});

test.for<[what: string, bytes: Buffer, args: readonly string[]]>([
  ['a file', Buffer.from('\ufeff{"host_names": ["pc-2"]}'), ['--input', '@input.json']],
  ['standard input', Buffer.from('\ufeff{"host_names": ["pc-2"]}'), ['--input', '-']],
])('a byte order mark before the input of %s is passed over', async ([, bytes, args]) => {
  const place = await hostsPlace();
  await writeFile(join(place.directory, 'input.json'), bytes);
  const input = bytes.toString('utf8');
  const { code, stdout } = await place.startIn({ input, cwd: place.directory }, ...search, '--json', ...args).ended;
  expect({ code, names: names(stdout) }).toEqual({ code: 0, names: ['pc-2'] });
});

test.for<[what: string, says: string, bytes: Buffer]>([
  ['in UTF-16', 'input.json is not UTF-8 text', Buffer.from('\ufeff{"host_names": ["pc-2"]}', 'utf16le')],
  [
    'with letters of another encoding',
    'input.json is not UTF-8 text',
    Buffer.from('{"host_names": ["caf\u00e9"]}', 'latin1'),
  ],
])('a file %s is refused with 2, and nothing is sent', async ([, says, bytes]) => {
  const place = await hostsPlace();
  await writeFile(join(place.directory, 'input.json'), bytes);
  const { code, stderr } = await place.startIn({ cwd: place.directory }, ...search, '--input', '@input.json').ended;
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) as string });
  expect(place.tenant.requests).toEqual([]);
});
