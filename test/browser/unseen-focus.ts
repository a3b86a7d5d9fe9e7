/**
 * Runs in the page, so it is whole in itself: why somebody does not see where the focus is. Nothing is wrong beyond the
 * last stop, where it is the browser's own.
 */
export function unseenFocus(): string | undefined {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect();

  function isOutside(): boolean {
    return width === 0 || height === 0 || right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight;
  }

  function isCovered(): boolean {
    const middle = (from: number, to: number, end: number) => (Math.max(0, from) + Math.min(end, to)) / 2;
    const front = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
    if (!front || !element || element.contains(front) || front.contains(element)) return false;
    return front.closest('label')?.control !== element;
  }

  function isUnmarked(of: Element): boolean {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(of);
    return (outlineStyle === 'none' || parseFloat(outlineWidth) < 1) && boxShadow === 'none';
  }

  const name = `${element.tagName.toLowerCase()} "${(element.textContent || (element.getAttribute('aria-label') ?? element.id)).trim().slice(0, 40)}"`;
  if (isOutside()) return `${name} has the focus outside the window`;
  if (isCovered()) return `${name} has the focus and is covered`;
  return isUnmarked(element) ? `${name} has the focus and nothing shows it` : undefined;
}
