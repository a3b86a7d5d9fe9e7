import { describe, expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  auditList,
  believableAudit,
  believableIncident,
  believableXsoar6Audit,
  conformance,
  conformanceTenant,
  demoKey,
  incidentList,
  xsoar6AuditPath,
  type CortexSubject,
} from '../../../src/testing/index.ts';

const withId = { api_key_id: demoKey.id };
const advanced = { ...demoKey, type: 'advanced' } as const;

const subjects: readonly (readonly [name: string, subject: CortexSubject])[] = [
  [
    'xdr-incidents',
    { settings: { source: 'xdr-incidents', ...withId }, path: incidentList.path, item: believableIncident },
  ],
  [
    'xsoar-audit',
    { settings: { source: 'xsoar-audit', ...withId }, path: auditList.path, item: believableAudit, key: advanced },
  ],
  [
    'xsoar-audit of XSOAR 6',
    {
      settings: { source: 'xsoar-audit' },
      path: xsoar6AuditPath,
      item: believableXsoar6Audit,
      key: { key: demoKey.key },
    },
  ],
];

describe.each(subjects)('%s', (_name, subject) => {
  test.for(conformance({ plugin: createCortexPlugin(), start: conformanceTenant(subject) }))(
    '$name',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );
});
