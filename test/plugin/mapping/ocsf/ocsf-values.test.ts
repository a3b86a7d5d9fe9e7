import { expect, test } from 'vitest';
import { attacksOf } from '../../../../src/plugin/mapping/ocsf/attacks-of.ts';
import { emailOf, fileNameOf, macOf, portOf, sha256Of } from '../../../../src/plugin/mapping/ocsf/ocsf-values.ts';
import { severityId } from '../../../../src/plugin/mapping/ocsf/severity-id.ts';

test.each([
  [emailOf, 'mara@corp.example', 'mara@corp.example'],
  [emailOf, 'mara@corp', undefined],
  [emailOf, 'mara@corp.example\n', undefined],
  [emailOf, '***', undefined],
  [portOf, '443', 443],
  [portOf, 65_536, undefined],
  [portOf, 1.5, undefined],
  [macOf, ['no', '00:50:56:aa:bb:cc'], '00:50:56:aa:bb:cc'],
  [fileNameOf, 'C:\\Users\\a.exe', 'a.exe'],
  [fileNameOf, '/tmp/', undefined],
  [sha256Of, 'ab', [{ algorithm_id: 3, value: 'ab' }]],
  [severityId, 'high', 4],
  [severityId, 'SEV_010_INFORMATIONAL', 1],
  [severityId, 'SEV_090_UNKNOWN', 0],
  [severityId, 'unknown', 0],
  [severityId, 'SEV_060_NEW', 99],
  [severityId, null, undefined],
  [attacksOf, ['TA0002 - Execution'], [{ tactic: { uid: 'TA0002', name: 'Execution' } }]],
  [
    attacksOf,
    'T1059.001 - PowerShell',
    [{ technique: { uid: 'T1059' }, sub_technique: { uid: 'T1059.001', name: 'PowerShell' } }],
  ],
  [attacksOf, ['T1059', 'no technique'], [{ technique: { uid: 'T1059' } }]],
  [attacksOf, ['no technique'], undefined],
] as const)('%o reads %j as %j', (read, given, expected) => {
  expect(read(given)).toEqual(expected);
});
