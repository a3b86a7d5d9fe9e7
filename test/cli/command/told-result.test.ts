import { expect, test } from 'vitest';
import { type Told, toldResult } from '../../../src/cli/command/told-result.ts';
import type { CommandContext } from '../../../src/cli/command-context.ts';
import type { CommandFailure, CommandResult } from '../../../src/contract/index.ts';
import type { FinishedCall } from '../../../src/host/commands/run-call.ts';

const failure: CommandFailure = {
  indicator: 'Open Windows failed.',
  input: 'attic',
  statusCode: 504,
  message: 'It is stuck',
  remedy: 'Push.',
  kind: 'unavailable',
  outcome: 'unknown',
};

/** What is printed, where, and what the process ends with. */
async function told(
  call: Pick<FinishedCall, 'audit'> & { readonly result?: Partial<CommandResult> },
  of: Partial<Told['description']> = {},
  options: Partial<Told['options']> = {},
) {
  const [out, say]: [string[], string[]] = [[], []];
  const terminal = {
    out: (text: string) => void out.push(text),
    say: (text: string) => void say.push(text),
    style: (_: string, text: string) => text,
    columns: () => 80,
  };
  const result = { returnData: 'Successful', failures: [], keyFields: {}, files: [], records: [], ...call.result };
  const code = await toldResult(
    { ...call, result } as unknown as FinishedCall,
    { description: { title: 'Open Windows', access: 'write', ...of }, options } as unknown as Told,
    { terminal } as unknown as CommandContext,
  );
  return { code, out: out.join('\n'), say: say.join('\n') };
}

test('a change of which only this output tells ends with 3, and says so', async () => {
  const lost = await told({ audit: 'lost' });
  expect(lost).toMatchObject({ code: 3, say: expect.stringContaining('nothing but this output says it') as string });
  expect((await told({ audit: 'lost' }, { access: 'read' })).code).toBe(0);
});

test('audit records that a run is to deliver are told of, and are no failure', async () => {
  expect(await told({ audit: 'due' })).toMatchObject({
    code: 0,
    say: expect.stringContaining('cortex-otel run') as string,
  });
  expect(await told({ audit: 'told' })).toMatchObject({ code: 0, say: '' });
});

test('what nobody knows is said at the end, of the first inputs by name', async () => {
  const inputs = ['attic', 'cellar', 'hall', 'porch', 'roof', 'shed'];
  const failures = inputs.map((input) => ({ ...failure, input }));
  const { code, say } = await told({ audit: 'told', result: { returnData: 'Failed', failures } });
  expect(code).toBe(1);
  expect(say).toBe('Nobody knows whether it was done for attic, cellar, hall, porch, roof: look before you try again.');
});

test('the result goes to standard error where standard output holds what the command brings', async () => {
  const rows = await told({ audit: 'told' }, {}, { output: '-' });
  expect(rows).toMatchObject({ out: '', say: expect.stringContaining('Open Windows: Successful') as string });
  const file = await told({ audit: 'told' }, {}, { output: 'rows.ndjson' });
  expect(file).toMatchObject({ out: expect.stringContaining('Open Windows: Successful') as string, say: '' });
});

test('records are offered to be sent where they are not', async () => {
  const record = { eventName: 'window.opened', attributes: { 'window.id': 'attic' } };
  const records = [record, record] as unknown as CommandResult['records'];
  expect((await told({ audit: 'told', result: { records } })).out).toContain(
    '2 records (--json shows them whole, --send delivers them):',
  );
  const one = await told({ audit: 'told', result: { records: records.slice(1) } });
  expect(one.out).toContain('1 record (--json shows it whole, --send delivers it):');
});
