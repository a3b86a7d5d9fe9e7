import { isConnectorError, type Logger } from '../../contract/index.ts';

/** Tells what ended the process as a line of its log. */
export function tellByLog(logger: Logger): (error: unknown) => void {
  return (error) => {
    if (isConnectorError(error)) {
      const { kind, code, message, remedy } = error;
      logger.error({ kind, code, message, remedy }, 'failed');
    } else {
      logger.error({ stack: error instanceof Error ? error : String(error) }, 'internal error');
    }
  };
}
