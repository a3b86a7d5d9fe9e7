import type { HrTime, LogRecord } from '../../contract/index.ts';
import { unmappedAttribute } from '../sources/to-record.ts';
import { msOfHrTime } from '../sources/vendor-time.ts';
import { type Finding, ok, warning } from './finding.ts';

/** What became of the one record: its event and time, never a value. */
export function judgeRecord(record: LogRecord | undefined): Finding {
  if (!record) return ok('There is no record to look at yet.');
  if (record.attributes[unmappedAttribute] === true) {
    return warning(
      'The newest record is not of the form that is known; it would be delivered as it is, and marked.',
      'Report this as a bug, with the version of the product.',
      'MAP-501',
    );
  }
  return ok(`The newest record is ${record.eventName} of ${timeText(record.time)}.`);
}

function timeText(time: HrTime | undefined): string {
  return time === undefined ? 'an unknown time' : new Date(msOfHrTime(time)).toISOString();
}
