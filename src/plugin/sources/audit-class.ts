import type { Activities } from './activity-of.ts';
import { type OcsfClass, ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';

/** How the entries of a kind become events. */
export interface AuditClass {
  readonly class: OcsfClass;
  readonly activities: Activities;
  /** What `<object>` and its attributes are called, by what tables call them; absent ones have no place. */
  readonly paths: Readonly<Record<string, string>>;
}

/* Activities: OCSF 1.8.0. The words are those of AUDIT_ENTITY_SUBTYPE, an open set, and of XSOAR 6's type. */

const onUser = { name: 'user.name', uid: 'user.uid' };

export const auditClasses = {
  authentication: {
    class: ocsfClasses.authentication,
    activities: [
      [/^log(ged)?[ _-]?(in|on)|^sign[ _-]?in/i, 1],
      [/^log(ged)?[ _-]?(out|off)|^sign[ _-]?out/i, 2],
    ],
    paths: {},
  },
  accountChange: {
    class: ocsfClasses.accountChange,
    activities: [
      [/^(create|add|invite|import)/i, 1],
      [/^(enable|activate)/i, 2],
      [/reset.*password|password.*reset/i, 4],
      [/password/i, 3],
      [/^(disable|deactivate)/i, 5],
      [/^(delete|remove)/i, 6],
      [/^unlock/i, 12],
      [/^lock/i, 9],
    ],
    paths: onUser,
  },
  userAccess: {
    class: ocsfClasses.userAccess,
    activities: [
      [/^(assign|grant|add|create)/i, 1],
      [/^(revoke|remove|delete|unassign)/i, 2],
    ],
    paths: onUser,
  },
  entityManagement: {
    class: ocsfClasses.entityManagement,
    activities: [
      [/^(create|add|generate|new|upload|import)/i, 1],
      [/^(read|view|export|download|get|search)/i, 2],
      [/^(edit|update|modify|change|set|rename|save)/i, 3],
      [/^(delete|remove|revoke)/i, 4],
      [/^enable/i, 8],
      [/^disable/i, 9],
    ],
    paths: {
      name: 'entity.name',
      uid: 'entity.uid',
      type: 'entity.type',
      data: 'entity.data',
      hostname: 'entity.device.hostname',
    },
  },
  apiActivity: {
    class: ocsfClasses.apiActivity,
    activities: [
      [/^(create|add)/i, 1],
      [/^(read|view|get|search|query)/i, 2],
      [/^(edit|update)/i, 3],
      [/^(delete|remove)/i, 4],
    ],
    paths: {
      name: 'resources[].name',
      uid: 'resources[].uid',
      type: 'resources[].type',
      data: 'resources[].data',
      hostname: 'resources[].hostname',
    },
  },
} as const satisfies Readonly<Record<string, AuditClass>>;

/** Entities whose entries tell of an operation that was carried out, rather than of a thing that was managed. */
const operations = new Set(
  `PUBLIC_API QUERY XDM XQL LIVE_TERMINAL SCRIPT_EXECUTION RESPONSE REMEDIATION ACTION_CENTER VA_RESCAN_ENDPOINT
  HI_RESCAN_ENDPOINT INGEST_DATA BROKER_API`.split(/\s+/),
);

/**
 * The class of an entry of the management audit log. Incidents and alerts are entities here: the entry tells of what
 * somebody did to one, which is no finding. An entity that is not known is managed.
 */
export function auditClassOf(entity: string | undefined, subtype: string | undefined): AuditClass {
  const name = entity?.toUpperCase().replaceAll(' ', '_') ?? '';
  if (name === 'AUTH' || name === 'AUTHENTICATION') return auditClasses.authentication;
  if (name === 'PERMISSIONS') {
    return /\buser\b|password/i.test(subtype ?? '') ? auditClasses.accountChange : auditClasses.userAccess;
  }
  // XSOAR 8 writes commands and changes of content under one entity.
  const isCommand = name === 'XSOAR' && /^command/i.test(subtype ?? '');
  return operations.has(name) || isCommand ? auditClasses.apiActivity : auditClasses.entityManagement;
}
