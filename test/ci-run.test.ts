import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const script = `${import.meta.dirname}/../.ci/run`;

/** What a fake `npm` prints and ends with, by its arguments. Everything else succeeds silently. */
type Npm = Readonly<Record<string, { readonly prints?: string; readonly code?: number }>>;

const green: Npm = {
  test: { prints: '      Tests  40 passed | 2 skipped (42)\n   Duration  1s\n' },
  'run test:interop': { prints: 'json, none: ok\n4 passed, 0 failed\n' },
  'run test:kill': { prints: '1 passed, 0 failed\n' },
  'run test:browser': { prints: '2 passed, 0 failed\n' },
};

describe('.ci/run', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'ci-run-'));
  });

  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  async function run(npm: Npm, chromium = '/bin/sh'): Promise<{ code: number; lines: readonly string[] }> {
    const cases = Object.entries(npm).map(
      ([args, { prints = '', code = 0 }]) => `'${args}') printf '%s' '${prints}'; exit ${code};;`,
    );
    const fake = join(directory, 'npm');
    await writeFile(fake, `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\nesac\n`);
    await chmod(fake, 0o755);
    const installer = join(directory, 'apt-get');
    await writeFile(installer, '#!/bin/sh\necho "apt-get $*"\n');
    await chmod(installer, 0o755);
    const env = {
      ...process.env,
      CHROMIUM: chromium,
      PATH: `${directory}${delimiter}${process.env['PATH']}`,
    };
    return new Promise((resolve) => {
      execFile('bash', [script], { env }, (error, stdout) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines: stdout.trimEnd().split('\n') });
      });
    });
  }

  test('adds up the tests, the static checks, interop, kill and browser runs, and ends with one line', async () => {
    const { code, lines } = await run(green);
    expect(lines.at(-1)).toBe('51 passed, 0 failed');
    expect(lines.filter((line) => /^\w*:? ?\d+ passed, \d+ failed/.test(line))).toHaveLength(1);
    expect(code).toBe(0);
  });

  test('a failing step does not stop the others', async () => {
    const { code, lines } = await run({
      ...green,
      test: { prints: '      Tests  3 failed | 37 passed (40)\n', code: 1 },
      'run lint': { code: 1 },
    });
    expect(lines.at(-1)).toBe('47 passed, 4 failed');
    expect(code).toBe(1);
  });

  test('what failed is said once more at the end, or how the log ended', async () => {
    const failing = 'FAILED a story: is told\n         this was missing\nok     another\n1 passed, 1 failed\n';
    const { lines } = await run({
      ...green,
      'run types': { prints: 'src/a.ts(1,2): error TS1\n', code: 1 },
      'run test:browser': { prints: failing, code: 1 },
    });
    expect(lines.slice(lines.indexOf('== what failed'))).toEqual([
      '== what failed',
      expect.stringMatching(/^-- .*types/),
      'src/a.ts(1,2): error TS1',
      '-- browser',
      ...failing.replace('passed, 1', 'passed and 1').trimEnd().split('\n'),
      '',
      expect.stringMatching(/^\d+ passed, 2 failed$/),
    ]);
    expect((await run(green)).lines).not.toContain('== what failed');
  });

  test('tests that pass in a run that fails are a failure', async () => {
    const { code, lines } = await run({ ...green, test: { prints: '      Tests  40 passed (40)\n', code: 1 } });
    expect(lines.at(-1)).toBe('51 passed, 1 failed');
    expect(code).toBe(1);
  });

  test('a step that succeeds without having run anything is a failure', async () => {
    const { code, lines } = await run({ ...green, 'run test:kill': { prints: '0 passed, 0 failed\n' } });
    expect(lines.at(-1)).toBe('50 passed, 1 failed');
    expect(code).toBe(1);
  });

  test('where Go or Python cannot be had, that is said, and what could be checked counts', async () => {
    const { code, lines } = await run({ ...green, 'run test:interop': { prints: 'install Go\n', code: 3 } });
    expect(lines).toContain('interop: not all of it was run');
    expect(lines.at(-1)).toBe('47 passed, 0 failed');
    expect(code).toBe(0);
    const some = await run({ ...green, 'run test:interop': { prints: 'install Go\n6 passed, 0 failed\n', code: 3 } });
    expect(some.lines.at(-1)).toBe('53 passed, 0 failed');
    expect(some.code).toBe(0);
  });

  test('an interop run that fails is not taken for a missing Go', async () => {
    const { code, lines } = await run({ ...green, 'run test:interop': { prints: '3 passed, 1 failed\n', code: 1 } });
    expect(lines).not.toContain('interop: not all of it was run');
    expect(lines.at(-1)).toBe('50 passed, 1 failed');
    expect(code).toBe(1);
  });

  test('a browser that is missing is installed first', async () => {
    const { lines } = await run(green, join(directory, 'no-chromium'));
    const installed = lines.indexOf('apt-get -qq install -y chromium');
    expect(installed).toBeGreaterThan(0);
    expect(lines.indexOf('== browser')).toBeGreaterThan(installed);
    expect((await run(green)).lines).not.toContain('apt-get -qq install -y chromium');
  });

  test('where a browser cannot be had, that is a failure', async () => {
    const { code, lines } = await run({
      ...green,
      'run test:browser': { prints: 'apt-get install chromium\n', code: 3 },
    });
    expect(lines.at(-1)).toBe('49 passed, 1 failed');
    expect(code).toBe(1);
  });

  test('nothing is run when the installation fails', async () => {
    const { code, lines } = await run({ ...green, ci: { code: 1 } });
    expect(lines.at(-1)).toBe('0 passed, 1 failed');
    expect(lines.join('\n')).not.toContain('== tests');
    expect(code).toBe(1);
  });
});
