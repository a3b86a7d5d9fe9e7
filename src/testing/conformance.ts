import { abortCases } from './conformance/abort-cases.ts';
import { checkpointCases } from './conformance/checkpoint-cases.ts';
import type { ConformanceCase, ConformanceSubject } from './conformance/conformance-subject.ts';
import { connectionTestCases } from './conformance/connection-test-cases.ts';
import { downstreamCases } from './conformance/downstream-cases.ts';
import { manifestCases } from './conformance/manifest-cases.ts';
import { readingCases } from './conformance/reading-cases.ts';
import { recordCases } from './conformance/record-cases.ts';
import { sideCases } from './conformance/side-cases.ts';
import { validateCases } from './conformance/validate-cases.ts';

/**
 * The contract between plugin and host, executable: what any source must do, whatever test runner runs it.
 *
 *     for (const { name, run } of conformance({ plugin, start })) test(name, run);
 *
 * Each case starts an upstream of its own and closes it. A case rejects with an AssertionError that says what is wrong.
 */
export function conformance(subject: ConformanceSubject): readonly ConformanceCase[] {
  return [
    ...manifestCases(subject),
    ...validateCases(subject),
    ...connectionTestCases(subject),
    ...readingCases(subject),
    ...recordCases(subject),
    ...checkpointCases(subject),
    ...downstreamCases(subject),
    ...abortCases(subject),
    ...sideCases(subject),
  ];
}
