import { z } from 'zod';

/** What somebody may do: look; work with connectors that are there; change what is collected, and from where. */
export const roles = ['viewer', 'operator', 'admin'] as const;
export const roleSchema = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof roleSchema>;

/** Whether a role includes another. */
export function includesRole(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
