import { expect, test } from 'vitest';
import { createCortexPlugin } from '../../../../src/plugin/index.ts';
import { listOf } from '../../../../src/plugin/commands/input/list-of.ts';

const ids = listOf({ what: 'ids' });

test.for([
  ['one text is a list of it', '7', ['7']],
  ['a number is its digits', [891, 1.5], ['891', '1.5']],
  ['the largest that JSON holds is, too', Number.MAX_SAFE_INTEGER, ['9007199254740991']],
  ['each is there once', ['7', 7, ' 7 '], ['7']],
] as const)('%s', ([, given, texts]) => {
  expect(ids.parse(given)).toEqual(texts);
});

test.for([2 ** 53, 1.2e19])('a number that JSON has rounded is refused: it would be another id (%d)', (given) => {
  const { error } = ids.safeParse([given]);
  expect(error?.issues[0]?.message).toBe('must be ids; so many digits only in quotes: as a number they are rounded');
});

test.for([
  ['update-incidents', { incident_ids: [2 ** 60], status: 'new' }, 'incident_ids.0'],
  ['isolate-hosts', { host_names: 'pc-1', incident_id: 2 ** 60 }, 'incident_id'],
  ['get-action-status', { action_ids: [2 ** 60] }, 'action_ids.0'],
  ['get-script-result-files', { action_id: 2 ** 60, endpoint_id: 'a' }, 'action_id'],
  ['retrieve-files', { action_id: 2 ** 60 }, 'action_id'],
  ['retrieve-pcap-packet', { alert_ids: [2 ** 60] }, 'alert_ids.0'],
] as const)('%s does nothing with a rounded id', ([name, input, path]) => {
  const command = createCortexPlugin().commands.find(({ description }) => description.name === name);
  const errors = [expect.stringContaining('only in quotes') as string];
  expect(command?.check(input)).toMatchObject({ ok: false, fields: [{ path, errors }] });
});
