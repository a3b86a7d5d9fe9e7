import type { SelectionTable } from '../selection/selection-table.ts';
import { auditEntities } from './audit-entities.ts';

/** AUDIT_RESULT values that the documents name. */
export const auditResults: readonly string[] = ['SUCCESS', 'FAIL', 'PARTIAL'];

/* Filters and words: Cortex XDR REST API, Get Audit Management Logs; the same on XSIAM and XSOAR 8. */
export const auditSelection: SelectionTable = {
  audit_type: {
    title: 'Only type',
    description: 'Entries of these types, as AUDIT_ENTITY names them.',
    examples: ['AUTH, API_KEY, PERMISSIONS'],
    key: 'AUDIT_ENTITY',
    set: 'open',
    known: auditEntities,
    ask: { filter: 'type', words: 'known' },
  },
  audit_sub_type: {
    title: 'Only sub-type',
    description: 'Entries of these sub-types, as AUDIT_ENTITY_SUBTYPE names them.',
    examples: ['Login, Logout'],
    key: 'AUDIT_ENTITY_SUBTYPE',
    set: 'open',
    known: ['Login', 'Logout', 'Create', 'Edit', 'Delete', 'Command - War Room', 'Command - Playground'],
    // The document asks for `login` where records say `Login`.
    ask: { filter: 'sub_type', words: 'known', inEachCase: true },
  },
  audit_result: {
    title: 'Only result',
    description: 'Entries with these results: SUCCESS, FAIL, PARTIAL.',
    examples: ['FAIL, PARTIAL'],
    key: 'AUDIT_RESULT',
    set: 'open',
    known: auditResults,
    ask: { filter: 'result', words: 'known' },
  },
  audit_email: {
    title: 'Only user',
    description: 'Entries of these people, by their email address as the audit log shows it.',
    examples: ['anna@acme.example, ben@acme.example'],
    key: 'AUDIT_OWNER_EMAIL',
    set: 'open',
    known: [],
    ask: { filter: 'email', words: 'any', inEachCase: true },
  },
};
