import { z } from 'zod';
import type { JsonValue } from '../../../contract/index.ts';
import { wordOf } from '../input/word-of.ts';
import { incidentIds } from './incident-ids.ts';

/** Those that can be set (Cortex XDR REST API, Update an Incident): ends that come by themselves cannot. */
const statuses = [
  'new',
  'under_investigation',
  'resolved_known_issue',
  'resolved_duplicate',
  'resolved_false_positive',
  'resolved_true_positive',
  'resolved_security_testing',
  'resolved_other',
  'resolved_threat_handled',
] as const;

const line = (most: number) =>
  z.string({ error: 'must be text' }).max(most, { error: `must be at most ${most} characters long` });

const changes = {
  assigned_user_mail: line(320)
    .trim()
    .optional()
    .meta({
      title: 'Assigned User Mail',
      description: 'The address of who the incidents are assigned to, a user of the tenant; none: nobody any more.',
      examples: ['ana@example.com', 'none'],
    }),
  assigned_user_name: line(320)
    .trim()
    .optional()
    .meta({
      title: 'Assigned User Name',
      description: 'The name of that user. Without assigned_user_mail it changes nothing.',
      examples: ['Ana Example'],
    }),
  status: wordOf(statuses)
    .optional()
    .meta({
      title: 'Status',
      description: 'The new status, also as people write it: Resolved Known Issue is resolved_known_issue.',
      examples: ['resolved_known_issue', 'under_investigation'],
    }),
  severity: wordOf(['critical', 'high', 'medium', 'low'])
    .optional()
    .meta({
      title: 'Severity',
      description: 'The new severity, as set by hand: critical, high, medium or low.',
      examples: ['high'],
    }),
  comment: line(65_536)
    .min(1, { error: 'must not be empty' })
    .optional()
    .meta({
      title: 'Comment',
      description: 'A comment that is added to those there are.',
      examples: ['Looked at by the night shift.'],
    }),
  resolve_comment: line(65_536)
    .optional()
    .meta({
      title: 'Resolve Comment',
      description: 'Why it is resolved; only for incidents that are, or with a status that resolves them.',
      examples: ['A test of ours.'],
    }),
  update_data: z
    .record(z.string().max(256), z.unknown(), { error: 'must be an object, as the API takes it' })
    .optional()
    .meta({
      title: 'Update Data',
      description:
        'The update_data of the API as it is, also for fields that have no parameter here; nothing of it is changed. ' +
        'Beside another change it is refused, where D3 ignores the other.',
      examples: [{ status: 'resolved_known_issue', resolve_comment: 'A test of ours.' }],
    }),
};

const changeNames = Object.keys(changes) as (keyof typeof changes)[];

/** Parameters of Update Incidents. */
export const updateInput = z
  .strictObject({ incident_ids: incidentIds('changed'), ...changes })
  .superRefine((input, ctx) => {
    const given = changeNames.filter((name) => input[name] !== undefined);
    const { status, resolve_comment: reason, update_data: data } = input;
    const complain = (path: string[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    if (given.every((name) => name === 'assigned_user_name')) {
      complain(
        [],
        `changes nothing: give one of ${changeNames.filter((name) => name !== 'assigned_user_name').join(', ')}`,
      );
    }
    if (data && Object.keys(data).length === 0) complain(['update_data'], 'must hold at least one field');
    if (data && given.length > 1) complain(['update_data'], 'must stand alone: put all changes into it, or none');
    if (reason !== undefined && status !== undefined && !status.startsWith('resolved')) {
      complain(['resolve_comment'], `is for resolved incidents, and status ${status} is none`);
    }
  });

export type UpdateInput = z.infer<typeof updateInput>;

/** The `update_data` of the API. */
export function updateDataOf(input: UpdateInput): { readonly [field: string]: JsonValue } {
  if (input.update_data) return input.update_data as { readonly [field: string]: JsonValue };
  const { assigned_user_mail: mail, assigned_user_name: name, status, severity, comment } = input;
  return {
    ...(mail !== undefined && { assigned_user_mail: mail }),
    ...(mail !== undefined && name !== undefined && { assigned_user_pretty_name: name }),
    ...(severity !== undefined && { manual_severity: severity }),
    ...(status !== undefined && { status }),
    ...(comment !== undefined && { comment: { comment_action: 'add', value: comment } }),
    ...(input.resolve_comment !== undefined && { resolve_comment: input.resolve_comment }),
  };
}
