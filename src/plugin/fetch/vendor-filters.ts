import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import type { Filter } from '../sources/public-api-feed.ts';
import { objectOf } from '../sources/vendor-values.ts';

/** Filters as the API takes them: `{"field", "operator", "value"}` each. @throws ConnectorError `config`. */
export function vendorFilters(given: readonly JsonValue[]): readonly Filter[] {
  return given.map((one) => {
    const { field, operator, value } = objectOf(one) ?? {};
    if (typeof field !== 'string' || typeof operator !== 'string' || value === undefined) {
      throw refusal('a filter is {"field": …, "operator": …, "value": …}, as the API takes it');
    }
    // Two values find nothing, and beside another filter it fails (Cortex XDR REST API, Get Incidents, as it is).
    if (field === 'alert_sources') {
      throw refusal('the API gets the filter alert_sources wrong: select incident_source instead');
    }
    if (value === 0) throw refusal(`the API refuses the value 0 for ${field}: leave the filter out`);
    return { field, operator, value };
  });
}

function refusal(message: string): ConnectorError {
  return new ConnectorError('config', message, { code: 'CFG-001' });
}
