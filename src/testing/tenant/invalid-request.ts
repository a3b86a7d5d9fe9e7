/** A request the vendor answers with its "unified" 500; the message goes into `err_extra`. */
export class InvalidRequest extends Error {
  override readonly name = 'InvalidRequest';
}
