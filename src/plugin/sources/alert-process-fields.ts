import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { fileNameOf, integerOf, md5Of, sha256Of } from '../mapping/ocsf/ocsf-values.ts';
import {
  ATTR_PROCESS_COMMAND_LINE,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_EXECUTABLE_PATH,
  ATTR_PROCESS_PID,
} from './unstable-attributes.ts';
import { textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.alert';

/** The initiator: the process that acted. */
const initiator: readonly FieldRow[] = [
  field.text('actor_process_image_name', {
    attribute: ATTR_PROCESS_EXECUTABLE_NAME,
    ocsf: { 'actor.process.name': textOf, 'actor.process.file.name': textOf },
    ecs: 'process.name',
  }),
  field.text('actor_process_image_path', {
    attribute: ATTR_PROCESS_EXECUTABLE_PATH,
    ocsf: { 'actor.process.file.path': textOf, 'actor.process.file.name?': fileNameOf },
  }),
  field.text('actor_process_command_line', { attribute: ATTR_PROCESS_COMMAND_LINE, ocsf: 'actor.process.cmd_line' }),
  field.number('actor_process_os_pid', { attribute: ATTR_PROCESS_PID, ocsf: { 'actor.process.pid': integerOf } }),
  field.text('actor_process_image_md5', {
    attribute: `${prefix}.process.md5`,
    ocsf: { 'actor.process.file.hashes': md5Of },
    ecs: { 'process.hash.md5': textOf, 'related.hash': textOf },
  }),
  field.text('actor_process_image_sha256', {
    attribute: `${prefix}.process.sha256`,
    ocsf: { 'actor.process.file.hashes': sha256Of },
    ecs: { 'process.hash.sha256': textOf, 'related.hash': textOf },
  }),
  field.text('actor_process_signature_status', {
    attribute: `${prefix}.process.signature.status`,
    ocsf: 'actor.process.file.signatures[].state',
    ecs: 'process.code_signature.status',
  }),
  field.text('actor_process_signature_vendor', {
    attribute: `${prefix}.process.signature.vendor`,
    ocsf: 'actor.process.file.company_name',
    ecs: 'process.code_signature.subject_name',
  }),
  field.text('actor_process_instance_id', { ocsf: 'actor.process.uid', ecs: 'process.entity_id' }),
  field.text('actor_process_causality_id'),
  field.number('actor_thread_thread_id', { ocsf: { 'actor.process.ptid': integerOf }, ecs: 'process.thread.id' }),
  field.text('actor_causality_id'),
];

/** The one that began the chain of causality. */
const causalityOwner: readonly FieldRow[] = [
  field.text('causality_actor_process_image_name', {
    attribute: `${prefix}.causality_process.name`,
    ocsf: 'actor.process.ancestry[].name',
  }),
  field.text('causality_actor_process_image_path', {
    attribute: `${prefix}.causality_process.path`,
    ocsf: 'actor.process.ancestry[].path',
  }),
  field.text('causality_actor_process_command_line', {
    attribute: `${prefix}.causality_process.command_line`,
    ocsf: 'actor.process.ancestry[].cmd_line',
  }),
  field.text('causality_actor_process_image_md5'),
  field.text('causality_actor_process_image_sha256', { attribute: `${prefix}.causality_process.sha256` }),
  field.text('causality_actor_process_signature_status'),
  field.text('causality_actor_process_signature_vendor'),
  field.text('causality_actor_causality_id', { ocsf: 'actor.process.ancestry[].uid' }),
  field.time('causality_actor_process_execution_time', { ocsf: 'actor.process.ancestry[].created_time' }),
];

/** The one that started the initiator, by the records of the system. */
const systemParent: readonly FieldRow[] = [
  field.text('os_actor_process_image_name', {
    attribute: `${prefix}.os_process.name`,
    ocsf: { 'actor.process.parent_process.name': textOf, 'actor.process.parent_process.file.name': textOf },
    ecs: 'process.parent.name',
  }),
  field.text('os_actor_process_image_path', {
    attribute: `${prefix}.os_process.path`,
    ocsf: { 'actor.process.parent_process.file.path': textOf, 'actor.process.parent_process.file.name?': fileNameOf },
    ecs: 'process.parent.executable',
  }),
  field.text('os_actor_process_command_line', {
    attribute: `${prefix}.os_process.command_line`,
    ocsf: 'actor.process.parent_process.cmd_line',
    ecs: 'process.parent.command_line',
  }),
  field.number('os_actor_process_os_pid', {
    ocsf: { 'actor.process.parent_process.pid': integerOf },
    ecs: 'process.parent.pid',
  }),
  field.text('os_actor_process_image_sha256', {
    attribute: `${prefix}.os_process.sha256`,
    ocsf: { 'actor.process.parent_process.file.hashes': sha256Of },
    ecs: { 'process.parent.hash.sha256': textOf, 'related.hash': textOf },
  }),
  field.text('os_actor_process_signature_status', {
    ocsf: 'actor.process.parent_process.file.signatures[].state',
    ecs: 'process.parent.code_signature.status',
  }),
  field.text('os_actor_process_signature_vendor', {
    ocsf: 'actor.process.parent_process.file.company_name',
    ecs: 'process.parent.code_signature.subject_name',
  }),
  field.text('os_actor_process_instance_id', {
    ocsf: 'actor.process.parent_process.uid',
    ecs: 'process.parent.entity_id',
  }),
  field.text('os_actor_process_causality_id'),
  field.number('os_actor_thread_thread_id', {
    ocsf: { 'actor.process.parent_process.ptid': integerOf },
    ecs: 'process.parent.thread.id',
  }),
  field.text('os_actor_causality_id'),
  field.text('os_actor_effective_username', {
    attribute: `${prefix}.os_process.user`,
    ocsf: 'actor.process.parent_process.user.name',
    ecs: 'process.parent.user.name',
  }),
];

/** The one acted upon. */
const target: readonly FieldRow[] = [
  field.text('action_process_image_name', {
    attribute: `${prefix}.target_process.name`,
    ocsf: { 'process.name': textOf, 'process.file.name': textOf },
  }),
  field.text('action_process_image_command_line', {
    attribute: `${prefix}.target_process.command_line`,
    ocsf: 'process.cmd_line',
  }),
  field.text('action_process_image_sha256', {
    attribute: `${prefix}.target_process.sha256`,
    ocsf: { 'process.file.hashes': sha256Of },
  }),
  field.text('action_process_signature_status', { ocsf: 'process.file.signatures[].state' }),
  field.text('action_process_signature_vendor', { ocsf: 'process.file.company_name' }),
  field.text('action_process_instance_id', { ocsf: 'process.uid' }),
  field.text('action_process_causality_id'),
];

/** The four processes of an alert's event (Cortex XDR Administrator Guide, columns of the alerts table). */
export const alertProcessFields: readonly FieldRow[] = [...initiator, ...causalityOwner, ...systemParent, ...target];
