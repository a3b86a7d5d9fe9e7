import { pauses } from '../../pauses.ts';

/** Between two looks at an action. */
export const actionPauses = () => pauses(2000, 30_000);
