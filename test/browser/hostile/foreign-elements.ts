/**
 * Runs in the page, so it is whole in itself: elements the console never makes, and attributes that would run something.
 * Where text is taken for markup, one of them appears.
 */
export function foreignElements(): readonly string[] {
  const known = new Set(
    'a aside button code dd details div dialog dl dt fieldset form h1 h2 h3 header input kbd label legend li main nav ol option p path polyline pre rect section select small span strong summary svg table tbody td textarea th thead time title tr ul br canvas noscript'.split(
      ' ',
    ),
  );
  return [...document.body.querySelectorAll('*')].flatMap((element) => {
    const name = element.localName;
    const handlers = element.getAttributeNames().filter((attribute) => attribute.startsWith('on'));
    const leadsAway = /^\s*(javascript|data):/i.test(element.getAttribute('href') ?? element.getAttribute('src') ?? '');
    return known.has(name) && handlers.length === 0 && !leadsAway ? [] : [element.outerHTML.slice(0, 200)];
  });
}
