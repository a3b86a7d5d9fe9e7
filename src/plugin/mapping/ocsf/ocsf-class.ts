/** The version of OCSF that events are of. */
export const ocsfVersion = '1.8.0';

/** A class of events. `profiles` are those whose attributes its events may have. */
export interface OcsfClass {
  readonly uid: number;
  readonly name: string;
  readonly category: string;
  readonly profiles: readonly string[];
}

const findings = 'Findings';
const identity = 'Identity & Access Management';
const application = 'Application Activity';
const discovery = 'Discovery';

/** The classes in use: OCSF 1.8.0. */
export const ocsfClasses = {
  // Has the profile implicitly, and asks that it is named.
  incidentFinding: { uid: 2005, name: 'Incident Finding', category: findings, profiles: ['host', 'incident'] },
  detectionFinding: { uid: 2004, name: 'Detection Finding', category: findings, profiles: ['security_control'] },
  accountChange: { uid: 3001, name: 'Account Change', category: identity, profiles: [] },
  authentication: { uid: 3002, name: 'Authentication', category: identity, profiles: [] },
  entityManagement: { uid: 3004, name: 'Entity Management', category: identity, profiles: [] },
  userAccess: { uid: 3005, name: 'User Access Management', category: identity, profiles: [] },
  deviceInventory: { uid: 5001, name: 'Device Inventory Info', category: discovery, profiles: [] },
  applicationLifecycle: { uid: 6002, name: 'Application Lifecycle', category: application, profiles: ['host'] },
  apiActivity: { uid: 6003, name: 'API Activity', category: application, profiles: [] },
} as const satisfies Readonly<Record<string, OcsfClass>>;
