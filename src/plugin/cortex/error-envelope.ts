import type { JsonValue } from '../../contract/index.ts';

/** What an answer says went wrong. */
export interface ReportedError {
  /** HTTP status it claims for itself, when it names one. */
  readonly status: number | undefined;
  /** Message and details in one text; may be empty. */
  readonly text: string;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

/**
 * Finds the error in an answer, in any of the shapes the products use (Cortex XDR REST API, Error Responses; vendor SDKs):
 * `reply.err_code`, also with HTTP 200; `err_code` or `errorCode` at the root; `error` at the root; a list as reply.
 */
export function reportedError(body: JsonValue): ReportedError | undefined {
  const root = asObject(body);
  if (!root) return undefined;
  return fromFields(asObject(root['reply']) ?? {}) ?? fromList(root['reply']) ?? fromRoot(root);
}

function fromRoot(root: JsonObject): ReportedError | undefined {
  const found = fromFields(root);
  if (found || 'reply' in root) return found;
  const error = root['error'];
  if (typeof error === 'string' && error !== '') return { status: undefined, text: error };
  return fromFields(asObject(error) ?? {});
}

function fromList(reply: JsonValue | undefined): ReportedError | undefined {
  return Array.isArray(reply) && reply.length > 0 ? fromFields(asObject(reply[0]) ?? {}) : undefined;
}

function fromFields(fields: JsonObject): ReportedError | undefined {
  const code = fields['err_code'] ?? fields['errorCode'];
  const message = fields['err_msg'] ?? (code === undefined ? undefined : fields['message']);
  if (isSuccess(code) || (!isSet(code) && !isSet(message))) return undefined;
  const details = [message, fields['err_extra'], isSet(message) ? undefined : code].filter(isSet);
  return { status: asStatus(code), text: details.map(asText).join(': ') };
}

function isSuccess(code: JsonValue | undefined): boolean {
  return (typeof code === 'number' || typeof code === 'string') && /^2\d\d$/.test(String(code));
}

function isSet(value: JsonValue | undefined): value is JsonValue {
  return value !== undefined && value !== null && value !== '' && value !== 0 && value !== '0';
}

function asStatus(code: JsonValue | undefined): number | undefined {
  const status = typeof code === 'string' ? Number(code) : code;
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

/** Details are a text, an object, or a list of validation items such as `{type, loc, msg}`. */
function asText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(asText).join('; ');
  const { loc, msg } = asObject(value) ?? {};
  if (typeof msg === 'string') return loc === undefined ? msg : `${asText(loc)}: ${msg}`;
  return JSON.stringify(value);
}

function asObject(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
