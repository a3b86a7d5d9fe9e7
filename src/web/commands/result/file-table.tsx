import type { CallFile } from '../../../api/commands.ts';
import { fileHref } from '../../api/download-href.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { byteText } from './byte-text.ts';
import { WideTable } from './wide-table.tsx';

interface FileTableProps {
  readonly connector: string;
  readonly call: string;
  readonly files: readonly CallFile[];
}

/** Files a call has left. */
export function FileTable({ connector, call, files }: FileTableProps) {
  if (files.length === 0) return null;
  return (
    <section>
      <h3>Files</h3>
      <p className="muted">They come from elsewhere: nobody has looked at what is in them.</p>
      <WideTable label="Files">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Size</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, bytes, sha256, kept }) => (
            <tr key={name}>
              <td>
                {kept ? (
                  <a href={fileHref({ id: connector, call }, name)} download>
                    {name}
                  </a>
                ) : (
                  <>
                    {name} <span className="muted">not kept here</span>
                  </>
                )}
              </td>
              <td>{byteText(bytes)}</td>
              <td>
                <span className="row">
                  <code>{sha256}</code>
                  <CopyButton what={`SHA-256 of ${name}`} text={sha256} small />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </section>
  );
}
