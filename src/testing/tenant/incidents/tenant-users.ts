/** People who can be assigned to incidents. */
export interface TenantUsers {
  put(mail: string, name: string): void;
}

/** {@link TenantUsers} as the endpoints see them. */
export interface HeldUsers extends TenantUsers {
  /** The name of whoever has this address; undefined when nobody has. */
  nameOf(mail: string): string | undefined;
}

/** Makes them, with the one user every tenant has: its administrator. */
export function createTenantUsers(): HeldUsers {
  const names = new Map([['admin@example.com', 'Admin']]);
  return {
    put: (mail, name) => {
      names.set(mail, name);
    },
    nameOf: (mail) => names.get(mail),
  };
}
