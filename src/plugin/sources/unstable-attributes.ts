/*
 * Attributes of the OpenTelemetry semantic conventions that are still in development. Copied, as the package asks
 * libraries to do, because its incubating entry point may rename them in any minor release; a test compares the two.
 */
export const ATTR_HOST_ID = 'host.id';
export const ATTR_HOST_NAME = 'host.name';
export const ATTR_SESSION_ID = 'session.id';
export const ATTR_USER_EMAIL = 'user.email';
export const ATTR_USER_FULL_NAME = 'user.full_name';
export const ATTR_USER_NAME = 'user.name';
export const ATTR_USER_ROLES = 'user.roles';
