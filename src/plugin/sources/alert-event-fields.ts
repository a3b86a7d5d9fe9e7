import {
  ATTR_CONTAINER_ID,
  ATTR_CONTAINER_IMAGE_NAME,
  ATTR_K8S_CLUSTER_NAME,
  ATTR_K8S_NAMESPACE_NAME,
  ATTR_USER_AGENT_ORIGINAL,
} from '@opentelemetry/semantic-conventions';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { fileNameOf, md5Of, sha256Of } from '../mapping/ocsf/ocsf-values.ts';
import { rfc3339Of } from '../mapping/rfc3339-of.ts';
import { alertNetworkFields } from './alert-network-fields.ts';
import { alertProcessFields } from './alert-process-fields.ts';
import { ATTR_CONTAINER_NAME, ATTR_FILE_NAME, ATTR_FILE_PATH, ATTR_USER_NAME } from './unstable-attributes.ts';
import { textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.alert';

/** Files and the registry. */
const objects: readonly FieldRow[] = [
  field.text('action_file_name', { attribute: ATTR_FILE_NAME, ocsf: 'file.name' }),
  field.text('action_file_path', {
    attribute: ATTR_FILE_PATH,
    ocsf: { 'file.path': textOf, 'file.name?': fileNameOf },
  }),
  field.text('action_file_md5', {
    attribute: `${prefix}.file.md5`,
    ocsf: { 'file.hashes': md5Of },
    ecs: { 'file.hash.md5': textOf, 'related.hash': textOf },
  }),
  field.text('action_file_sha256', {
    attribute: `${prefix}.file.sha256`,
    ocsf: { 'file.hashes': sha256Of },
    ecs: { 'file.hash.sha256': textOf, 'related.hash': textOf },
  }),
  field.text('action_file_macro_sha256', { attribute: `${prefix}.file.macro_sha256` }),
  field.text('action_registry_full_key', {
    attribute: `${prefix}.registry.key`,
    ocsf: { 'reg_key.path': textOf, 'reg_value.path': textOf },
    ecs: 'registry.path',
  }),
  field.text('action_registry_key_name', {
    ocsf: { 'reg_key.path': textOf, 'reg_value.path': textOf },
    ecs: 'registry.key',
  }),
  field.text('action_registry_value_name', {
    attribute: `${prefix}.registry.value_name`,
    ocsf: 'reg_value.name',
    ecs: 'registry.value',
  }),
  field.text('action_registry_data', {
    attribute: `${prefix}.registry.data`,
    ocsf: 'reg_value.data',
    ecs: 'registry.data.strings',
  }),
];

/** Containers and clouds, and what they were asked with. */
const cloud: readonly FieldRow[] = [
  field.text('container_id', { attribute: ATTR_CONTAINER_ID, ocsf: 'container.uid' }),
  field.text('container_name', { attribute: ATTR_CONTAINER_NAME, ocsf: 'container.name' }),
  field.text('image_name', { attribute: ATTR_CONTAINER_IMAGE_NAME, ocsf: 'container.image.name' }),
  field.text('image_id', { ocsf: 'container.image.uid' }),
  field.text('namespace', { attribute: ATTR_K8S_NAMESPACE_NAME, ecs: 'orchestrator.namespace' }),
  field.text('cluster_name', { attribute: ATTR_K8S_CLUSTER_NAME, ecs: 'orchestrator.cluster.name' }),
  field.text('cloud_provider', { attribute: `${prefix}.cloud.provider`, ecs: 'cloud.provider' }),
  field.text('project', { attribute: `${prefix}.cloud.project`, ecs: 'cloud.project.id' }),
  field.text('operation_name', { attribute: `${prefix}.cloud.operation`, ocsf: 'api.operation' }),
  field.text('referenced_resource', { attribute: `${prefix}.cloud.resource`, ocsf: 'resources[].name' }),
  field.text('resource_type', { attribute: `${prefix}.cloud.resource_type`, ocsf: 'resources[].type' }),
  field.text('resource_sub_type'),
  field.text('identity_type', { attribute: `${prefix}.cloud.identity_type` }),
  field.text('identity_sub_type'),
  field.text('user_agent', { attribute: ATTR_USER_AGENT_ORIGINAL, ocsf: 'http_request.user_agent' }),
];

/**
 * Fields of an alert's events, of which there may be several (Cortex XDR REST API, Get Alerts Multi-Events): a list each
 * in the second version of the endpoint. Their places in OCSF are those of an evidence.
 */
export const alertEventFields: readonly FieldRow[] = [
  field.text('event_type', { attribute: `${prefix}.event.type` }),
  field.text('event_sub_type'),
  field.time('event_timestamp', { attribute: `${prefix}.event.time`, ecs: { 'event.start': rfc3339Of } }),
  field.text('event_id'),
  field.text('module_id', { attribute: `${prefix}.module` }),
  field.text('story_id'),
  field.number('association_strength'),
  field.text('user_name', {
    also: [ATTR_USER_NAME, `${prefix}.users`],
    ocsf: 'actor.user.name',
    ecs: 'related.user',
  }),
  ...alertProcessFields,
  ...objects,
  ...alertNetworkFields,
  ...cloud,
].map((row) => ({ ...row, types: [...row.types, 'list'] }));
