import type { JsonValue } from '../../../contract/index.ts';
import type { OcsfObject } from './ocsf-object.ts';

interface Needs {
  readonly all?: readonly string[];
  readonly oneOf?: readonly string[];
  /** What the schema requires and no vendor field holds. */
  readonly add?: Readonly<Record<string, JsonValue>>;
}

const endpoint: Needs = { oneOf: ['ip', 'uid', 'name', 'hostname', 'domain'] };
const device: Needs = { oneOf: ['ip', 'uid', 'name', 'hostname'], add: { type_id: 0 } };
const named: Needs = { oneOf: ['name', 'uid'] };
const process: Needs = { oneOf: ['pid', 'uid'] };

/** What the schema requires of objects (OCSF 1.8.0, attributes and constraints of its objects), by their names in a path. */
const needsOf: ReadonlyMap<string, Needs> = new Map<string, Needs>([
  [
    'agent_list',
    { all: ['version'], add: { type_id: 1, name: 'Cortex XDR agent', vendor_name: 'Palo Alto Networks' } },
  ],
  ['analytic', { ...named, add: { type_id: 0 } }],
  ['api', { all: ['operation'] }],
  ['container', named],
  ['device', device],
  ['dst_endpoint', endpoint],
  ['email', { oneOf: ['from', 'to'] }],
  [
    'evidences',
    {
      oneOf: [
        'actor',
        'api',
        'dst_endpoint',
        'email',
        'file',
        'process',
        'query',
        'reg_key',
        'reg_value',
        'src_endpoint',
      ],
    },
  ],
  ['file', { all: ['name'], add: { type_id: 0 } }],
  ['finding_info', { all: ['uid'] }],
  ['finding_info_list', { all: ['uid'] }],
  ['image', { all: ['uid'] }],
  ['os', { all: ['name'], add: { type_id: 0 } }],
  ['parent_process', process],
  ['process', process],
  ['query', { all: ['hostname'] }],
  ['reg_key', { all: ['path'] }],
  ['reg_value', { all: ['name', 'path'] }],
  ['resources', named],
  ['signatures', { all: ['state'], add: { algorithm_id: 0 } }],
  ['src_endpoint', endpoint],
  ['user', named],
  ['assignee', named],
]);

/** The object, with what its schema requires; undefined when it holds nothing, or lacks what only the vendor knows. */
export function fittedObject(name: string, object: OcsfObject): OcsfObject | undefined {
  if (Object.keys(object).length === 0) return undefined;
  const { all = [], oneOf = [], add } = needsOf.get(name) ?? {};
  const has = (key: string): boolean => object[key] !== undefined;
  if (!all.every(has) || (oneOf.length > 0 && !oneOf.some(has))) return undefined;
  return add ? { ...add, ...object } : object;
}
