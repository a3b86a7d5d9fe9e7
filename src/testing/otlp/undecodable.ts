/** A request that no Collector would take; the message says where and why. Answered with status 400. */
export class Undecodable extends Error {
  override readonly name = 'Undecodable';
}
