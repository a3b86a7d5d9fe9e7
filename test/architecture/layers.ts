import type { SourceImport } from './source-imports.ts';

/** A part of `src`: its paths begin with `at`. */
interface Layer {
  readonly at: string;
  /** Beginnings of the paths it may import. */
  readonly files: readonly string[];
  readonly packages: RegExp;
  /** Packages of which it may import types. */
  readonly types?: RegExp;
  readonly builtins: boolean;
}

const agreement = ['contract/', 'shared/'];
const anything = /./;

/**
 * Who may import whom: the architecture. The first layer whose path fits is the file's. A file that belongs to none is
 * an error: a new folder says here what it is.
 */
export const layers: readonly Layer[] = [
  { at: 'contract/', files: ['contract/'], packages: /^zod$/, types: /^undici$/, builtins: false },
  { at: 'shared/', files: agreement, packages: /^(zod|undici)$/, builtins: true },
  {
    // The vendor. Knows no OpenTelemetry, and of paging only what a page is.
    at: 'plugin/cortex/',
    files: [...agreement, 'plugin/cortex/', 'plugin/cortex-config.ts', 'plugin/paging/feed.ts'],
    packages: /^(zod|undici)$/,
    builtins: true,
  },
  {
    // How a list is followed. Knows the settings and a page, neither the API nor OpenTelemetry.
    at: 'plugin/paging/',
    files: [...agreement, 'plugin/paging/', 'plugin/cortex-config.ts'],
    packages: /^zod$/,
    builtins: true,
  },
  {
    // How windows of time follow each other. As paging, of which it takes what a checkpoint and a piece are.
    at: 'plugin/windows/',
    files: [
      ...agreement,
      'plugin/windows/',
      'plugin/paging/',
      'plugin/cortex-config.ts',
      // Types.
      'plugin/sources/row-work.ts',
    ],
    packages: /^zod$/,
    builtins: true,
  },
  {
    // What the tables of fields share. Of the sources it knows how a vendor value is read, and no source.
    at: 'plugin/mapping/',
    files: [
      ...agreement,
      'plugin/mapping/',
      'plugin/sources/attribute-table.ts',
      'plugin/sources/known-field.ts',
      'plugin/sources/severity.ts',
      'plugin/sources/vendor-',
    ],
    packages: /^@opentelemetry\/semantic-conventions$/,
    builtins: true,
  },
  {
    at: 'plugin/',
    files: [...agreement, 'plugin/'],
    packages: /^(zod|@opentelemetry\/semantic-conventions)$/,
    types: /^undici$/,
    builtins: true,
  },
  // What the browser and programs agree on with the console: shapes and routes, nothing that does anything.
  { at: 'api/', files: ['contract/', 'api/', 'host/status/'], packages: /^zod$/, builtins: false },
  // The browser client. Of the rest it may know types only.
  { at: 'web/', files: ['api/', 'web/'], packages: anything, builtins: false },
  { at: 'host/', files: [...agreement, 'api/', 'host/'], packages: anything, builtins: true },
  { at: 'testing/', files: [...agreement, 'testing/'], packages: anything, builtins: true },
  // Where plugin and host meet.
  { at: 'cli/', files: [''], packages: anything, builtins: true },
  { at: 'cli.ts', files: [''], packages: anything, builtins: true },
  { at: 'index.ts', files: [...agreement, 'plugin/', 'host/'], packages: anything, builtins: true },
];

/** Files that may open a connection or listen for one. Every other one is handed what it needs. */
const networkFiles =
  /^(host\/egress|plugin\/test-connection\/(resolve-host|connect-tcp|inspect-tls)\.ts|host\/delivery\/connection-agent\.ts|host\/web\/|host\/notify\/|testing\/|cli\/demo)/;

const networkModules = /^(node:(http|http2|https|net|tls|dgram|dns)(\/promises)?|undici|@hono\/node-server)$/;

/** Names of network modules that only compute. */
const harmless = /^(isIP|isIPv4|isIPv6|BlockList|getCACertificates|rootCertificates)$/;

/** Why an import is not allowed; undefined when it is. */
export function objection(found: SourceImport): string | undefined {
  const layer = layers.find(({ at }) => found.file.startsWith(at));
  if (!layer) return `${found.file} belongs to no layer`;
  if (!isAllowed(found, layer)) return `${layer.at} does not import ${found.target}`;
  const reaches = found.values.filter((name) => !harmless.test(name));
  if (networkModules.test(found.target) && reaches.length > 0 && !networkFiles.test(found.file)) {
    return `${found.file} is not one of the files that use the network: ${reaches.join(', ')} of ${found.target}`;
  }
  return undefined;
}

function isAllowed({ kind, target, typesOnly }: SourceImport, layer: Layer): boolean {
  switch (kind) {
    case 'file':
      return layer.files.some((beginning) => target.startsWith(beginning));
    case 'builtin':
      return layer.builtins;
    case 'package':
      return layer.packages.test(target) || (typesOnly && layer.types?.test(target) === true);
  }
}
