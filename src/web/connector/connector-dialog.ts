/** A dialog about a connector. */
export interface ConnectorDialog {
  readonly kind: 'test' | 'delete';
  readonly id: string;
}
