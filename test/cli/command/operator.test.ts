import { hostname, userInfo } from 'node:os';
import { describe, expect, test } from 'vitest';
import { operator } from '../../../src/cli/command/operator.ts';

const { username } = userInfo();

describe('who is at the terminal', () => {
  test('is who the machine says it is, whatever the environment says', () => {
    expect(operator({ USER: 'somebody', LOGNAME: 'somebody' })).toEqual({
      actor: username,
      via: 'cli',
      host: hostname(),
    });
  });

  test.runIf(process.getuid?.() === 0)('is behind sudo whom that names', () => {
    expect(operator({ SUDO_USER: 'ana' }).actor).toBe(`ana (as ${username})`);
  });

  test.for(['ana\n{"forged": true}', '\u001b[31mana', 'ana (as root)', 'x'.repeat(65), ''])(
    'is nobody that a name like %j makes up',
    (name) => {
      expect(operator({ SUDO_USER: name }).actor).toBe(username);
    },
  );
});
