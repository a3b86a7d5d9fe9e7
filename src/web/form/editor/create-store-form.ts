import type { ConnectorDetails } from '../../../api/connector-form.ts';
import type { Api } from '../../api/create-api.ts';
import type { FormValues } from '../model/form-values.ts';
import { toConnectorForm } from '../model/to-connector-form.ts';
import type { FormWork } from './form-work.ts';

/** Saves a form. Rejects with ApiError. */
export interface StoreForm {
  (values: FormValues): Promise<readonly ConnectorDetails[]>;
  /** Goes over what somebody else has saved meanwhile. */
  overwrite(values: FormValues): Promise<readonly ConnectorDetails[]>;
}

/** A copy is made first and then changed: what was made stays made when the change is refused, and is not made again. */
export function createStoreForm({ purpose, setup, first }: FormWork, api: Api): StoreForm {
  let target = purpose === 'change' ? setup.existing : undefined;

  async function store(values: FormValues): Promise<readonly ConnectorDetails[]> {
    const form = toConnectorForm(setup, values);
    if (purpose === 'add') return (await api.call('createConnectors', { body: form })).connectors;
    if (!target) {
      target = await api.call('cloneConnector', { id: setup.existing?.id ?? '', body: { name: form.name } });
      const original = toConnectorForm(setup, first);
      if (JSON.stringify({ ...original, name: '' }) === JSON.stringify({ ...form, name: '' })) return [target];
    }
    target = await api.call('updateConnector', { id: target.id, body: form, ifMatch: target.etag });
    return [target];
  }

  async function overwrite(values: FormValues): Promise<readonly ConnectorDetails[]> {
    if (target) target = await api.call('connector', { id: target.id });
    return store(values);
  }
  return Object.assign(store, { overwrite });
}
