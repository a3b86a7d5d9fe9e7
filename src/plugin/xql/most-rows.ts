/** Most rows of a result, whatever the query says of its own limit (XQL Language Reference, limit). */
export const mostRows = 1_000_000;
