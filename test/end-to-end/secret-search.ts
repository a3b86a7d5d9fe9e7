import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { needlesOf } from '../plugin/secrets/find-secret.ts';

/** Something that a process left behind or showed. */
export interface Trace {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Of a secret that was cut, this much would still help somebody. Characters. */
const piece = 16;

/** Where these secrets can be found, and in which form; nothing, one hopes. */
export function findSecrets(traces: readonly Trace[], secrets: Readonly<Record<string, string>>): readonly string[] {
  const needles = Object.entries(secrets).flatMap(([name, text]) =>
    formsOf(text).map(({ form, text: needle }) => ({ what: `${name} (${form})`, bytes: Buffer.from(needle) })),
  );
  return traces.flatMap(({ where, bytes }) =>
    needles.flatMap(({ what, bytes: needle }) => {
      const found: string[] = [];
      for (let at = bytes.indexOf(needle); at !== -1; at = bytes.indexOf(needle, at + needle.length))
        found.push(`${what} in ${where}: …${bytes.toString('latin1', Math.max(0, at - 80), at)}`);
      return found;
    }),
  );
}

function formsOf(secret: string) {
  const quoted = JSON.stringify(secret).slice(1, -1);
  const text = encodeURIComponent(secret);
  return [
    ...needlesOf(secret),
    { form: 'JSON', text: quoted },
    { form: 'JSON in JSON', text: JSON.stringify(quoted).slice(1, -1) },
    { form: 'url-encoded', text: text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()) },
    { form: 'reversed', text: secret.split('').toReversed().join('') },
    { form: 'its beginning', text: secret.slice(0, piece) },
    { form: 'its end', text: secret.slice(-piece) },
  ];
}

/** Every file below a directory, as bytes: a database and its log included. */
export function filesBelow(directory: string, except: readonly string[] = []): readonly Trace[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => !except.includes(path) && statSync(path).isFile())
    .map((path) => ({ where: path, bytes: readFileSync(path) }));
}

/**
 * What other users of the machine, or `ps`, see of a process. Its environment is not part of it: it holds what the user
 * put there for `${env:…}`, and the kernel shows it to nobody but that user, who may read the process's memory as well.
 */
export function shownOf(pid: number): readonly Trace[] {
  return ['cmdline', 'comm', 'status', 'stat'].map((name) => {
    const path = `/proc/${pid}/${name}`;
    return { where: path, bytes: readFileSync(path) };
  });
}
