import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach } from 'vitest';
import { loadConfiguration, type LoadOptions } from '../../../src/host/config/load-configuration.ts';
import { numbersPlugin } from './numbers-plugin.ts';

/** One connector, whose token comes from TOKEN. */
export const numbers = `connectors:
  - id: numbers
    source: odd-numbers
    host: one.example
    token: \${env:TOKEN}
`;

/** A directory for each test of a file, with what loading a configuration in it comes to. */
export function configDirectory(env: NonNullable<LoadOptions['env']>) {
  let directory = '';
  let secrets: string[] = [];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'config-'));
    secrets = [];
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function load(text: string, options: Partial<LoadOptions> = {}) {
    const path = join(directory, 'collector.yaml');
    writeFileSync(path, text, { mode: 0o600 });
    const onSecret = (secret: string) => void secrets.push(secret);
    return loadConfiguration(path, { plugins: [numbersPlugin], env, onSecret, isRoot: false, ...options });
  }

  const loaded = async (text: string, options?: Partial<LoadOptions>) => {
    const result = await load(text, options);
    if (!result.ok) throw new Error(inspect(result.problems));
    return { ...result.configuration, warnings: result.warnings };
  };

  const problems = async (text: string, options?: Partial<LoadOptions>) => {
    const result = await load(text, options);
    return result.ok ? [] : result.problems;
  };

  /** `secrets`: those that were announced. */
  return { path: () => directory, secrets: () => secrets, load, loaded, problems };
}
