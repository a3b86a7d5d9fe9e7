import { describe, expect, test } from 'vitest';
import { layers, objection } from './architecture/layers.ts';
import { importsOf, sourceFiles } from './architecture/source-imports.ts';

const files = sourceFiles(`${import.meta.dirname}/../src`);
const imports = files.flatMap(importsOf);

describe('who may import whom', () => {
  test.for(imports.map((found) => [found.file, found.target, found] as const))('%s imports %s', ([, , found]) => {
    expect(objection(found)).toBeUndefined();
  });

  test('every file belongs to a layer', () => {
    const homeless = files.filter(({ file }) => !layers.some(({ at }) => file.startsWith(at)));
    expect(homeless.map(({ file }) => file)).toEqual([]);
  });

  test('no import has been overlooked', () => {
    const statements = files.flatMap(({ text }) => text.match(/^(?:(?:import|export)\b.*|\}) from ['"]/gm) ?? []);
    expect(imports.length).toBeGreaterThanOrEqual(statements.length);
  });

  test('the imports of the contract, the plugin, the host and the fakes have been looked at', () => {
    const lookedAt = new Set(imports.map(({ file }) => file.split('/')[0]));
    expect([...lookedAt]).toEqual(expect.arrayContaining(['contract', 'host', 'plugin', 'testing']));
  });
});

describe('what must not be imported is noticed', () => {
  test.for<[file: string, text: string, why: string]>([
    ['host/collect.ts', `import { plugin } from '../plugin/index.ts';`, 'host/ does not import plugin/index.ts'],
    ['host/collect.ts', `const p = await import('../plugin/index.ts');`, 'host/ does not import plugin/index.ts'],
    ['host/collect.ts', `export * from '../plugin/index.ts';`, 'host/ does not import plugin/index.ts'],
    ['host/collect.ts', `import '../plugin/index.ts';`, 'host/ does not import plugin/index.ts'],
    [
      'host/collect.ts',
      `import {\n  a,\n  b,\n} from '../testing/index.ts';`,
      'host/ does not import testing/index.ts',
    ],
    ['plugin/poll.ts', `import type { A } from '../host/a.ts';`, 'plugin/ does not import host/a.ts'],
    ['plugin/poll.ts', `import { logs } from '@opentelemetry/api';`, 'plugin/ does not import @opentelemetry/api'],
    [
      'plugin/cortex/call.ts',
      `import { a } from '../sources/a.ts';`,
      'plugin/cortex/ does not import plugin/sources/a.ts',
    ],
    [
      'plugin/cortex/call.ts',
      `import { ATTR_URL_FULL } from '@opentelemetry/semantic-conventions';`,
      'plugin/cortex/ does not import @opentelemetry/semantic-conventions',
    ],
    [
      'plugin/paging/walk.ts',
      `import { a } from '../cortex/a.ts';`,
      'plugin/paging/ does not import plugin/cortex/a.ts',
    ],
    ['contract/tools.ts', `import { Agent } from 'undici';`, 'contract/ does not import undici'],
    ['contract/tools.ts', `import { join } from 'node:path';`, 'contract/ does not import node:path'],
    ['contract/tools.ts', `import { a } from '../shared/a.ts';`, 'contract/ does not import shared/a.ts'],
    ['shared/secret.ts', `import { a } from '../host/a.ts';`, 'shared/ does not import host/a.ts'],
    ['testing/a.ts', `import { plugin } from '../plugin/index.ts';`, 'testing/ does not import plugin/index.ts'],
    ['elsewhere/a.ts', `import { a } from './b.ts';`, 'elsewhere/a.ts belongs to no layer'],
    [
      'host/status.ts',
      `import { get } from 'node:http';`,
      'host/status.ts is not one of the files that use the network',
    ],
    [
      'host/status.ts',
      `import * as net from 'node:net';`,
      'host/status.ts is not one of the files that use the network',
    ],
    ['plugin/cortex/call.ts', `import { request, type Dispatcher } from 'undici';`, 'request of undici'],
  ])('in %s: %s', ([file, text, why]) => {
    expect(importsOf({ file, text }).map(objection)).toEqual([expect.stringContaining(why)]);
  });

  test.for<[file: string, text: string]>([
    ['contract/tools.ts', `import type { Dispatcher } from 'undici';`],
    ['plugin/cortex/call.ts', `import type { Dispatcher } from 'undici';`],
    ['plugin/sources/a.ts', `import { isIP } from 'node:net';`],
    ['host/delivery/a.ts', `import { type Agent, type ClientRequest } from 'node:http';`],
    ['cli.ts', `import { plugin } from './plugin/index.ts';`],
  ])('and what may be is let through: in %s: %s', ([file, text]) => {
    expect(importsOf({ file, text }).map(objection)).toEqual([undefined]);
  });
});

describe('what a file may say', () => {
  test('no file of the host names the vendor', () => {
    const named = files.flatMap(({ file, text }) => {
      // The name of this package is no knowledge of the vendor.
      const word = /cortex|palo ?alto|xsoar|\bxdr\b/i.exec(text.replaceAll(/cortex[-_]otel/gi, ''))?.[0];
      return file.startsWith('host/') && word ? [`${file}: ${word}`] : [];
    });
    expect(named).toEqual([]);
  });

  test('no file goes to the network by a global', () => {
    const globals = /(?<![\w.'`])(fetch\(|new (WebSocket|EventSource)\b)|globalThis\.fetch/;
    const going = files.filter(({ file, text }) => !/^(testing|web)\//.test(file) && globals.test(text));
    expect(going.map(({ file }) => file)).toEqual([]);
  });
});
