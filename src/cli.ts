#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// The environment and the memory hold keys: neither goes into a diagnostic report, or to a debugger on a local port.
Object.assign(process.report, { excludeEnv: true });
process.on('SIGUSR1', () => undefined);
// Before anything is imported that an older Node does not have: it would say so in words of its own.
const leastNode = 24;
if (Number.parseInt(process.versions.node, 10) < leastNode) {
  process.stderr.write(`error: cortex-otel needs Node ${leastNode} or newer; this is Node ${process.versions.node}\n`);
  process.exit(2);
}

// Whatever is written holds records, checkpoints or compiled code: it is for this user alone.
process.umask(0o077);
// Not in the machine's common directory for temporary files, where others could plant code.
module.enableCompileCache(process.env['NODE_COMPILE_CACHE'] ?? join(homedir(), '.cache', 'cortex-otel', 'compiled'));

// From here on, so that they are compiled from the cache.
const { main } = await import('./cli/main.ts');
const plugins = async () => [(await import('./plugin/index.ts')).createCortexPlugin()];

process.exit(await main(process, plugins));
