import type { Role } from '../../api/role.ts';
import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';
import { may } from './create-sign-in.ts';

/** Whether whoever is signed in has a role. */
export function useMay(needed: Role): boolean {
  return may(useStore(useConsole().signIn.state), needed);
}
