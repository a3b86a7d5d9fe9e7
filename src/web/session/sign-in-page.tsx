import { type SubmitEvent, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { ApiError, problemOf } from '../api/api-error.ts';
import { useConsole } from '../shell/use-console.ts';
import { ProblemBox } from '../ui/problem-box.tsx';

/** Asks for a token. It is kept nowhere in the page: the session is a cookie that scripts cannot read. */
export function SignInPage({ message }: { message: string | undefined }) {
  const { signIn } = useConsole();
  const [token, setToken] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  async function enter(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await signIn.enter(token.trim());
    } catch (error) {
      setProblem(refusal(error));
      setBusy(false);
    }
  }

  return (
    <main className="sign-in">
      <h1>Sign in</h1>
      {message && <p role="status">{message}</p>}
      <form onSubmit={(event) => void enter(event)}>
        <label className="field">
          <span>Token</span>
          <input
            type="password"
            name="token"
            autoComplete="current-password"
            required
            maxLength={512}
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        </label>
        <p className="muted">
          The collector prints a link with a token when it starts, and keeps the token in <code>console-token</code> in
          its state directory. Where the configuration has <code>web.access</code>, it is your own token there.
        </p>
        {problem && <ProblemBox problem={problem} />}
        <button type="submit" className="primary" disabled={busy}>
          Sign in
        </button>
      </form>
    </main>
  );
}

function refusal(error: unknown): Problem {
  const problem = problemOf(error);
  const wait = error instanceof ApiError ? error.retryAfter : undefined;
  return wait === undefined ? problem : { ...problem, remedy: `Try again in ${wait} s.` };
}
