import { isConnectorError, type Logger } from '../../contract/index.ts';
import { errorFields } from './error-fields.ts';

/** Tells what ended the process as a line of its log. */
export function tellByLog(logger: Logger): (error: unknown) => void {
  return (error) => {
    if (isConnectorError(error)) {
      logger.error(errorFields(error), 'failed');
    } else {
      logger.error({ stack: error instanceof Error ? error : String(error) }, 'internal error');
    }
  };
}
