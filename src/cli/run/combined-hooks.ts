import type { HostParts } from '../../host/create-host.ts';

/** What a host tells of its connectors. */
export type HostHooks = Pick<HostParts, 'onSaved' | 'onPoll' | 'onExport' | 'onGone'>;

/** One set of hooks that tells all of these, in their order. */
export function combinedHooks(all: readonly HostHooks[]): Required<HostHooks> {
  return {
    onSaved: (id, accepted) => all.forEach(({ onSaved }) => onSaved?.(id, accepted)),
    onPoll: (id, attempt) => all.forEach(({ onPoll }) => onPoll?.(id, attempt)),
    onExport: (id, attempt) => all.forEach(({ onExport }) => onExport?.(id, attempt)),
    onGone: (id) => all.forEach(({ onGone }) => onGone?.(id)),
  };
}
