import type { CallDetails, CommandFailure } from '../../../api/commands.ts';
import { WideTable } from './wide-table.tsx';

/** What may have been done without anybody knowing: said before everything else, also where it is told of none by name. */
export function UnknownOutcomes({ call }: { call: Pick<CallDetails, 'failures' | 'unknown'> }) {
  if (!call.unknown) return null;
  const unknown = call.failures.filter(({ outcome }) => outcome === 'unknown');
  return (
    <div className="banner wait" role="alert">
      <p>
        <strong>It is not known whether this was done.</strong> The request may have arrived: do not run it again before
        you have looked.
      </p>
      {unknown.length > 0 && (
        <ul>
          {unknown.map(({ input, message, remedy }, index) => (
            <li key={index}>
              {input !== null && <code>{input}</code>} {message}. {remedy}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface FailureTableProps {
  readonly title: string;
  readonly failures: readonly CommandFailure[];
}

/** What was certainly not done: which input, why, and what to do. */
export function FailureTable({ title, failures }: FailureTableProps) {
  const failed = failures.filter(({ outcome }) => outcome === 'not done');
  if (failed.length === 0) return null;
  return (
    <section>
      <h3>What failed</h3>
      <WideTable label={`What failed of ${title}`} shape="stacked">
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Status</th>
            <th scope="col">Message</th>
            <th scope="col">What to do</th>
          </tr>
        </thead>
        <tbody>
          {failed.map(({ input, statusCode, code, message, remedy }, index) => (
            <tr key={index}>
              <td className="named-input">{input === null ? 'all of it' : <code>{input}</code>}</td>
              <td>{statusCode ?? '–'}</td>
              <td>
                {code !== null && <code>{code}</code>} {message}
              </td>
              <td>{remedy}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}
