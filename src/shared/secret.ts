import { inspect } from 'node:util';

const mask = '[redacted]';

/** A secret that prints as `[redacted]` wherever it is printed. {@link reveal} is called where it leaves, nowhere else. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
