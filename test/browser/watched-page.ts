import type { Browser, BrowserContextOptions, ConsoleMessage, Page, Response } from 'playwright-core';
import type { Trace } from '../end-to-end/secret-search.ts';

/** A page of which nothing that goes wrong stays unseen. */
export interface WatchedPage {
  readonly page: Page;
  /** Violations of the policy, errors in the console, exceptions, dialogs of scripts: nothing, one hopes. */
  problems(): readonly string[];
  /** What the server answered: headers and bodies, but for streams that have no end. */
  answers(): Promise<readonly Trace[]>;
  /** What the page sent: bodies. */
  requests(): readonly Trace[];
  /** What the browser keeps of the page: storages, databases, caches, cookies. */
  kept(): Promise<Trace>;
  close(): Promise<void>;
}

/** What a browser says by itself of an answer that is no success; whether it should be one is for the story to say. */
const refusal = /^Failed to load resource: the server responded with a status of 4\d\d/;

/** Until something that should come counts as missing. What has to be fast is timed where it is claimed; a machine that does all at once is not. */
const patienceMs = 30_000;

/** The console asks nobody but the collector; a blob is a file it has made itself. */
const ours = /^(https?:\/\/127\.0\.0\.1:|blob:|about:)/;

export async function openWatchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const problems: string[] = [];
  const answers: Promise<Trace>[] = [];
  const requests: Trace[] = [];
  await context.exposeBinding('tellViolation', (_source, text: string) => void problems.push(`policy: ${text}`));
  await context.addInitScript(listenForViolations);
  const page = await context.newPage();
  page.setDefaultTimeout(patienceMs);
  page.on('console', (message) => problems.push(...seriousOf(message)));
  page.on('pageerror', (error) => problems.push(`exception: ${error.stack ?? error.message}`));
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') problems.push(`${dialog.type()}: ${dialog.message()}`);
    void dialog.accept().catch(() => undefined);
  });
  page.on('request', (request) => {
    requests.push({ where: `request to ${request.url()}`, bytes: request.postDataBuffer() ?? Buffer.alloc(0) });
    if (!ours.test(request.url())) problems.push(`request to ${request.url()}`);
  });
  page.on('response', (response) => answers.push(traceOf(response)));
  return {
    page,
    problems: () => problems,
    answers: async () => Promise.all(answers),
    requests: () => requests,
    kept: async () => ({
      where: 'what the browser keeps',
      bytes: Buffer.from(
        JSON.stringify([await context.storageState({ indexedDB: true }), await page.evaluate(keptInPage)]),
      ),
    }),
    close: () => context.close(),
  };
}

function seriousOf(message: ConsoleMessage): readonly string[] {
  const text = message.text();
  if (message.type() !== 'error' || refusal.test(text)) return [];
  return [`console: ${text}`];
}

async function traceOf(response: Response): Promise<Trace> {
  const where = `answer to ${response.request().method()} ${response.url()}`;
  const headers: Readonly<Record<string, string>> = await response.allHeaders().catch(() => ({}));
  const endless = (headers['content-type'] ?? '').startsWith('text/event-stream');
  // A body is gone once its page is: then nobody has seen it.
  const body = endless ? Buffer.alloc(0) : await response.body().catch(() => Buffer.alloc(0));
  return { where, bytes: Buffer.concat([Buffer.from(JSON.stringify(headers)), body]) };
}

declare global {
  interface Window {
    readonly tellViolation: (text: string) => Promise<void>;
  }
}

/** Runs in the page, before anything of it. */
function listenForViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    void window.tellViolation(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`);
  });
}

/** Runs in the page. */
async function keptInPage(): Promise<unknown> {
  const databases = await indexedDB.databases();
  const caches = await window.caches.keys();
  return {
    stored: [sessionStorage, localStorage].map((storage) => Object.entries(storage)),
    databases,
    caches,
    name: window.name,
  };
}
