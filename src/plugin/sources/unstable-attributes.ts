/*
 * Attributes of the OpenTelemetry semantic conventions that are still in development. Copied, as the package asks
 * libraries to do, because its incubating entry point may rename them in any minor release; a test compares the two.
 */
export const ATTR_CONTAINER_NAME = 'container.name';
export const ATTR_DESTINATION_ADDRESS = 'destination.address';
export const ATTR_DESTINATION_PORT = 'destination.port';
export const ATTR_DNS_QUESTION_NAME = 'dns.question.name';
export const ATTR_FILE_NAME = 'file.name';
export const ATTR_FILE_PATH = 'file.path';
export const ATTR_HOST_ID = 'host.id';
export const ATTR_HOST_IP = 'host.ip';
export const ATTR_HOST_MAC = 'host.mac';
export const ATTR_HOST_NAME = 'host.name';
export const ATTR_OS_DESCRIPTION = 'os.description';
export const ATTR_OS_TYPE = 'os.type';
export const ATTR_OS_VERSION = 'os.version';
export const ATTR_PROCESS_COMMAND_LINE = 'process.command_line';
export const ATTR_PROCESS_EXECUTABLE_NAME = 'process.executable.name';
export const ATTR_PROCESS_EXECUTABLE_PATH = 'process.executable.path';
export const ATTR_PROCESS_PID = 'process.pid';
export const ATTR_SECURITY_RULE_CATEGORY = 'security_rule.category';
export const ATTR_SECURITY_RULE_DESCRIPTION = 'security_rule.description';
export const ATTR_SECURITY_RULE_NAME = 'security_rule.name';
export const ATTR_SECURITY_RULE_UUID = 'security_rule.uuid';
export const ATTR_SESSION_ID = 'session.id';
export const ATTR_SOURCE_ADDRESS = 'source.address';
export const ATTR_SOURCE_PORT = 'source.port';
export const ATTR_USER_EMAIL = 'user.email';
export const ATTR_USER_FULL_NAME = 'user.full_name';
export const ATTR_USER_NAME = 'user.name';
export const ATTR_USER_ROLES = 'user.roles';
