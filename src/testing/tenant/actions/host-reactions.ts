import type { JsonObject } from '../../faults/answer.ts';
import type { ActionKind, ActionStatus } from './action.ts';

/** How a host takes an action, by the tenant's clock. */
export interface HostReaction {
  /** How long it is PENDING once the host is online. Default 2 seconds. */
  readonly pendingMs?: number;
  /** How long it is IN_PROGRESS then. Default 3 seconds. */
  readonly runMs?: number;
  /** How it ends. Default `COMPLETED_SUCCESSFULLY`. */
  readonly ends?: ActionStatus;
  /** When an action that a host never fetched is EXPIRED. Default 7 days. */
  readonly expiresMs?: number;
  /** What `errorReasons` says of a host that failed; default a plausible reason. */
  readonly errorReason?: JsonObject;
  /** What a script says on it. Default nothing. */
  readonly standardOutput?: string;
}

/** How the hosts of a tenant take actions. */
export interface HostReactions {
  /** Decides for one host, and for one kind of action if it is named, over what was decided before. */
  put(endpointId: string, reaction: HostReaction, kind?: ActionKind): void;
  /** Decides for all hosts nothing was put for. */
  otherwise(reaction: HostReaction): void;
}

/** {@link HostReactions} as the actions see them. */
export interface HeldReactions extends HostReactions {
  /** What a host does when an action of this kind is begun now: a later decision is about later actions. */
  of(endpointId: string, kind: ActionKind): Required<HostReaction>;
}

const usual: Required<HostReaction> = {
  pendingMs: 2000,
  runMs: 3000,
  ends: 'COMPLETED_SUCCESSFULLY',
  expiresMs: 7 * 86_400_000,
  errorReason: {
    errorData: '{"errors":[{"code":"COMMON_ERROR_CODE_GENERAL"}]}',
    errorDescription: 'The agent could not perform the action',
    terminated_by: null,
    terminate_result: [],
  },
  standardOutput: '',
};

export function createHostReactions(): HeldReactions {
  const decided = new Map<string, HostReaction>();
  let fallback: HostReaction = {};
  const keyOf = (endpointId: string, kind: ActionKind | undefined) => `${kind ?? ''} ${endpointId}`;

  return {
    put: (endpointId, reaction, kind) => {
      decided.set(keyOf(endpointId, kind), reaction);
    },
    otherwise: (reaction) => {
      fallback = reaction;
    },
    of: (endpointId, kind) => ({
      ...usual,
      ...fallback,
      ...decided.get(keyOf(endpointId, undefined)),
      ...decided.get(keyOf(endpointId, kind)),
    }),
  };
}
