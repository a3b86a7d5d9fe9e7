import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles } from '../architecture/source-imports.ts';
import { readPaths } from '../../src/plugin/cortex/read-paths.ts';
import { writePaths } from '../../src/plugin/cortex/write-paths.ts';
import { clientOf } from './cortex/cortex-client.ts';

const never = new AbortController().signal;
const root = `${import.meta.dirname}/../../src`;
const imports = sourceFiles(root).flatMap(importsOf);

/** All files that a file reaches by imports, itself too. */
function reachedFrom(start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  // A set that grows while it is gone through is gone through to its new end.
  for (const file of reached) {
    for (const found of imports) if (found.file === file && found.kind === 'file') reached.add(found.target);
  }
  return reached;
}

/** Whatever collects: sources and how they are followed, their side streams, the connection test, the whole host. */
const collecting = ['plugin/open-source.ts', 'plugin/sources/index.ts', 'plugin/test-connection.ts', 'host/index.ts'];

describe('what collects cannot change anything at the vendor', () => {
  test.for(collecting)('%s reaches neither a command nor what writes', (start) => {
    const reached = [...reachedFrom(start)];
    expect(reached.length).toBeGreaterThan(20);
    expect(reached.filter((file) => /^plugin\/commands\/|create-write-api|write-paths/.test(file))).toEqual([]);
  });

  test('the commands do: the test above can see it', () => {
    expect(reachedFrom('plugin/commands/index.ts').size).toBeGreaterThan(5);
    expect(reachedFrom('plugin/index.ts')).toContain('plugin/cortex/create-write-api.ts');
  });

  test('only commands import what writes', () => {
    const writers = imports.filter(({ target }) => /create-write-api|write-paths/.test(target)).map(({ file }) => file);
    expect(writers.filter((file) => !/^plugin\/commands\/|^plugin\/cortex\/create-write-api/.test(file))).toEqual([]);
  });

  test('this is all it can call', () => {
    expect(readPaths).toEqual([
      '/public_api/v1/incidents/get_incidents',
      '/public_api/v1/incidents/get_incident_extra_data',
      '/public_api/v1/incidents/get_multiple_incidents_extra_data',
      '/public_api/v1/case/search',
      '/public_api/v1/issue/search',
      '/public_api/v2/alerts/get_alerts_multi_events',
      '/public_api/v1/alerts/get_alerts_pcap',
      '/public_api/v1/audits/management_logs',
      '/public_api/v1/audits/agents_reports',
      '/public_api/v1/api_keys/get_api_keys',
      '/public_api/v1/healthcheck',
      '/public_api/v1/endpoints/get_endpoint',
      '/public_api/v1/actions/get_action_status',
      '/public_api/v1/actions/file_retrieval_details',
      '/public_api/v1/scripts/get_script_execution_status',
      '/public_api/v1/scripts/get_script_execution_results',
      '/public_api/v1/scripts/get_script_execution_results_files',
      '/public_api/v1/xql/start_xql_query',
      '/public_api/v1/xql/get_query_results',
      '/public_api/v1/xql/get_query_results_stream',
      '/public_api/v1/xql/get_quota',
      '/settings/audits',
    ]);
  });

  test.for([...writePaths, '/public_api/v1/distributions/delete', `${readPaths[0]}/`])(
    'a client that collects refuses %s before anything is sent',
    async (path) => {
      // Port 1 of loopback: a request that was sent would fail in another way.
      const client = clientOf('http://127.0.0.1:1');
      await expect(client.post(path, {}, never)).rejects.toThrow(TypeError);
      await expect(client.aside.post(path, {}, never)).rejects.toThrow(`${path} is not among the paths that only read`);
    },
  );
});
