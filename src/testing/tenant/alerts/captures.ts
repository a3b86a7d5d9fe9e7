import { believableCapture } from './believable-capture.ts';

/** Packets that set off alerts, by alert id. */
export interface Captures {
  /** Puts a PCAP file in place of the small one that every alert of the source `PAN NGFW` has. */
  put(alertId: string | number, pcap: Uint8Array): void;
}

/** {@link Captures} as the endpoint sees them. */
export interface HeldCaptures extends Captures {
  of(alertId: string): Uint8Array;
}

export function createCaptures(): HeldCaptures {
  const held = new Map<string, Uint8Array>();
  return {
    put: (alertId, pcap) => {
      held.set(String(alertId), pcap);
    },
    of: (alertId) => held.get(alertId) ?? believableCapture(alertId),
  };
}
