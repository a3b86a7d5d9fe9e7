import { describe, expect, test } from 'vitest';
import { connectorCommandsSchema } from '../../../../src/api/commands.ts';
import { benchWith, isolating } from './command-runs.ts';

describe('what a connector can be asked for', () => {
  test('is listed with what it does not allow, and why', async () => {
    const allowed = async (commands: 'off' | 'read' | 'write') => {
      const { console } = await benchWith(commands);
      const list = connectorCommandsSchema.parse(console.commands('eu'));
      const find = (name: string) => list.commands.find((command) => command.name === name)?.refused;
      return [list.setting, find('search-hosts'), find('isolate-hosts')];
    };
    const needs = (access: string): unknown => ({
      error: expect.any(String) as unknown,
      remedy: expect.stringContaining(`commands: ${access}`) as unknown,
    });
    expect(await allowed('off')).toEqual(['off', needs('read'), needs('write')]);
    expect(await allowed('read')).toEqual(['read', null, needs('write')]);
    expect(await allowed('write')).toEqual(['write', null, null]);
  });

  test('is checked without asking anybody', async () => {
    const bench = await benchWith('write');
    const asked = bench.tenant.requests.filter(({ path }) => path.includes('endpoints')).length;
    expect(bench.console.checkCommand('eu', isolating)).toMatchObject({
      ok: true,
      summary: 'Isolate 1 endpoint: pc-1',
    });
    const wrong = bench.console.checkCommand('eu', { ...isolating, input: { host_names: [] } });
    expect(wrong).toMatchObject({ ok: false, summary: null, fields: [{ path: 'host_names' }, { path: '' }] });
    expect(bench.tenant.requests.filter(({ path }) => path.includes('endpoints'))).toHaveLength(asked);
  });
});
