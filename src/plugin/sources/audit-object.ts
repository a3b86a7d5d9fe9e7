/**
 * Stands in the paths of audit tables for the object of the action. Where it is in an event differs by class: the
 * `entity`, the `user` or one of the `resources`.
 */
export const auditObject = '<object>';
