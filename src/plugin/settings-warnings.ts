import type { FieldReport } from '../contract/index.ts';
import { serverAddress, tenantAddress } from './cortex/address.ts';
import type { CortexConfig } from './cortex-config.ts';
import type { SelectionTable } from './selection/selection-table.ts';
import { selectionWarnings } from './selection/selection-warnings.ts';
import { addressFields } from './settings.ts';

/** What is worth a look in settings that are right: `config` is what became of `input`. */
export function settingsWarnings(
  input: Readonly<Record<string, unknown>>,
  config: CortexConfig,
  selection: SelectionTable = {},
): readonly FieldReport[] {
  const reports: FieldReport[] = [...selectionWarnings(selection, config.selection)];
  for (const path of addressFields) {
    const typed = input[path];
    if (typeof typed === 'string') reports.push(addressReport(path, typed));
  }
  if (config.pollIntervalMs < 10_000) {
    reports.push(warning('poll_interval', 'is below 10s, which is for tests: the API is shared by all its users'));
  }
  if (config.requestsPerSecond > 10) {
    reports.push(
      warning('requests_per_second', 'is above 10, which the vendor allows all API users of a tenant together'),
    );
  }
  if (config.enrich === 'alerts' && config.apiGeneration === 'cases') {
    reports.push(
      warning(
        'enrich',
        'does nothing with api_generation: cases, of which the API has no such details: xdr-alerts collects their issues',
      ),
    );
  }
  if (config.query && /\|\s*limit\s/i.test(config.query.text)) {
    reports.push(
      warning(
        'xql_query',
        'has a limit: rows of a window beyond it are left out by the API, and nobody is told of them',
      ),
    );
  }
  return reports;
}

function addressReport(path: (typeof addressFields)[number], typed: string): FieldReport {
  const address = path === 'server_url' ? serverAddress(typed) : tenantAddress(typed);
  if (!address.ok) return { path, errors: address.errors, warnings: [] };
  return {
    path,
    errors: [],
    warnings: address.warnings,
    ...(address.origin === typed ? undefined : { suggested: address.origin }),
  };
}

function warning(path: string, text: string): FieldReport {
  return { path, errors: [], warnings: [text] };
}
