import type { OperatorStore } from './operator-store.ts';
import type { ResumableSession } from './resumable-session.ts';
import type { SqliteSession } from './sqlite-session.ts';

/** What operators leave behind, in the session of a store. */
export function sqliteOperatorStore(session: ResumableSession): OperatorStore {
  const use = <T>(work: (open: SqliteSession) => T) => session.use(work);
  const write = (work: (open: SqliteSession) => void) => use((open) => open.transaction(() => work(open)));
  return {
    savedConnectors: async () => use(({ operators }) => operators.saved.list()),
    damagedConnectors: async () => use(({ operators }) => operators.saved.damaged()),
    pauses: async () => use(({ operators }) => operators.pauses.all()),
    saveConnectors: async (connectors, expected) =>
      session.saveOperators(({ operators: { saved }, transaction }) =>
        transaction(() => {
          if (connectors.some(({ id }) => saved.revision(id) !== (expected.get(id) ?? 0))) return false;
          for (const connector of connectors) saved.write(connector);
          return true;
        }),
      ),
    async removeConnector(id) {
      session.save(id, undefined, () =>
        session.saveOperators((open) => {
          // Before the row, as in a reset: a crash in between leaves the checkpoint, which is then listed again.
          open.unlist(id);
          open.transaction(() => removeAll(open, id));
        }),
      );
    },
    setPause: async (id, pause) =>
      session.saveOperators((open) => open.transaction(() => open.operators.pauses.set(id, pause))),
    lastTest: async (id) => use(({ operators }) => operators.tests.read(id)),
    saveTest: async (id, result) => write(({ operators }) => operators.tests.write(id, result)),
    told: async () => use(({ operators }) => operators.told.read()),
    setTold: async (id, topics) => write(({ operators }) => operators.told.write(id, topics)),
    note: async (note) => write(({ operators }) => operators.timeline.add(note)),
    timeline: async (connector, page) => use(({ operators }) => operators.timeline.list(connector, page)),
  };
}

function removeAll({ operators, deadLetters, storage, connectors }: SqliteSession, id: string): void {
  operators.saved.remove(id);
  operators.pauses.set(id, undefined);
  operators.tests.remove(id);
  operators.told.write(id, []);
  deadLetters.removeOf(id);
  storage.removeOf(id);
  connectors.remove(id);
}
