import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { builderConfiguration, builderModule, collectorVersion, goModule } from './collector-components.ts';

const run = promisify(execFile);

/** There is no Go toolchain to build the Collector with. */
export class GoMissingError extends Error {
  override readonly name = 'GoMissingError';
}

/**
 * Path of a real OpenTelemetry Collector: `OTELCOL`, or the one in the cache, or one built by the official builder,
 * which takes a minute or two. The cache lies outside the tree, in `$XDG_CACHE_HOME/cortex-otel`.
 * @throws GoMissingError when it has to be built and there is no `go`.
 */
export async function collectorBinary(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<string> {
  const given = env['OTELCOL'];
  if (given) {
    await access(given, constants.X_OK);
    return given;
  }
  const cache = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cortex-otel');
  const binary = join(cache, `otelcol-${collectorVersion}-${recipeDigest()}`);
  if (await isExecutable(binary)) return binary;
  await requireGo(env);
  say(`building the OpenTelemetry Collector ${collectorVersion} into ${binary}`);
  await mkdir(cache, { recursive: true });
  const workspace = await mkdtemp(join(cache, 'build-'));
  try {
    // Only a whole binary ever gets the name that is looked for.
    await rename(await build(workspace, env), binary);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
  return binary;
}

async function build(workspace: string, env: NodeJS.ProcessEnv): Promise<string> {
  const sources = join(workspace, 'otelcol');
  const configuration = join(workspace, 'builder.yaml');
  await mkdir(sources);
  await writeFile(configuration, builderConfiguration(sources));
  await writeFile(join(sources, 'go.mod'), goModule());
  const goEnv = { ...env, GOBIN: workspace, CGO_ENABLED: '0', GOWORK: 'off' };
  await nicely('go', ['install', builderModule], { ...goEnv, GOFLAGS: '-p=2' });
  const builder = ['--config', configuration, '--skip-get-modules'];
  await nicely(join(workspace, 'builder'), builder, { ...goEnv, GOFLAGS: '-p=2 -mod=mod' });
  return join(sources, 'otelcol');
}

/** Other tests share the machine: compile behind them. */
async function nicely(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await run('nice', [command, ...args], { env, maxBuffer: 64 * 1024 * 1024 });
}

async function requireGo(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run('go', ['version'], { env });
  } catch (cause) {
    const how = 'Install Go 1.25 or newer (https://go.dev/dl) so that `go` is on the PATH';
    throw new GoMissingError(`${how}, or set OTELCOL to a Collector with otlp and file components.`, { cause });
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function recipeDigest(): string {
  return createHash('sha256')
    .update(builderConfiguration('') + goModule())
    .digest('hex')
    .slice(0, 8);
}
