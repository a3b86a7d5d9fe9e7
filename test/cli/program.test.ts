import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../../src/contract/index.ts';
import { version } from '../../src/plugin/version.ts';
import { runCli } from './cli-process.ts';

const commands = [
  ['run'],
  ['validate'],
  ['test'],
  ['status'],
  ['checkpoint', 'show'],
  ['checkpoint', 'set'],
  ['checkpoint', 'reset'],
  ['replay'],
  ['tap'],
  ['demo'],
  ['manifest'],
] as const;

describe('the command line', () => {
  test.for(commands)('%s %s: its help goes to standard output, with examples', async (command) => {
    const { code, stdout, stderr } = await runCli([...command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`Examples:\n  $ cortex-otel ${command.join(' ')}`);
  });

  test('names every command, and what its exit codes mean', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const [command] of commands) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    expect(stdout).toContain('Exit codes: 0 done');
  });

  test('says its version', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.for<[what: string, args: readonly string[], says: string]>([
    ['an unknown command', ['statsu'], 'Did you mean status?'],
    ['an unknown option', ['run', '--config', 'x.yaml', '--onec'], 'Did you mean --once?'],
    ['a missing configuration', ['run'], "required option '-c, --config <file>'"],
    ['a duration that is none', ['run', '--config', 'x', '--give-up-after', '10'], 'such as 30s, 10m or 24h'],
    ['a limit that is none', ['tap', '--config', 'x', '--connector', 'x', '--limit', '0'], 'from 1 to 100'],
    ['a file that is not there', ['status', '--config', '/nowhere/x.yaml'], 'does not exist'],
  ])('refuses %s with 2, and says so on standard error', async ([, args, says]) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  test('says which Node it needs to an older one, by which it is loaded all the same', async () => {
    const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });";
    const { code, stdout, stderr } = await runCli(['--version'], { NODE_OPTIONS: `--import=${asModule(older)}` });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('error: cortex-otel needs Node 24 or newer; this is Node 20.20.2\n');
  });

  test('without a command shows its help, as a mistake', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: cortex-otel');
  });
});

test('manifest prints what manifest.json holds', async () => {
  const { code, stdout } = await runCli(['manifest']);
  expect(code).toBe(0);
  const { default: generated } = await import('../../manifest.json', { with: { type: 'json' } });
  expect(manifestSchema.parse(JSON.parse(stdout))).toEqual(generated);
});

function asModule(text: string): string {
  return `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`;
}
