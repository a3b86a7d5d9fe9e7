import type { AddressRule } from '../../shared/blocked-address.ts';

export type { Address } from './address-parts.ts';
export { serverAddress } from './server-address.ts';
export { tenantAddress } from './tenant-address.ts';

/** Which addresses an origin may resolve to: the vendor's cloud is on the internet, a server of one's own anywhere. */
export function addressRule(origin: string): AddressRule {
  return `.${new URL(origin).hostname}`.endsWith('.paloaltonetworks.com') ? 'public' : 'private-allowed';
}
