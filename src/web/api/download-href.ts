import { routeAddresses } from './route-addresses.ts';

interface CallOf {
  readonly id: string;
  readonly call: string;
}

/** Where the whole result of a call is saved from. */
export function resultHref(of: CallOf): string {
  return hrefOf(routeAddresses.callResult, of);
}

/** Where a file that a call has left is saved from. */
export function fileHref(of: CallOf, file: string): string {
  return hrefOf(routeAddresses.callFile, of).replace('{file}', () => encodeURIComponent(file));
}

function hrefOf(address: string, { id, call }: CallOf): string {
  const [, path = ''] = address.split(' ');
  return `api/v1${path}`
    .replace('{id}', () => encodeURIComponent(id))
    .replace('{call}', () => encodeURIComponent(call));
}
