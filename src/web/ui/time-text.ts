const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in the one or two units that matter: `9 s`, `4 h 10 m`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms / second)) * second;
  if (whole < minute) return `${whole / second} s`;
  if (whole < hour)
    return whole < 10 * minute ? two(whole, [minute, 'm'], [second, 's']) : `${Math.floor(whole / minute)} m`;
  return whole < day ? two(whole, [hour, 'h'], [minute, 'm']) : two(whole, [day, 'd'], [hour, 'h']);
}

type Unit = readonly [ms: number, name: string];

function two(ms: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((ms % large) / small);
  return `${Math.floor(ms / large)} ${largeName}${rest > 0 ? ` ${rest} ${smallName}` : ''}`;
}

/** A time as seen from now: `14 s ago`, `in 3 m`. The largest unit only. */
export function relativeText(atMs: number, nowMs: number): string {
  const distance = Math.abs(nowMs - atMs);
  if (distance < 3 * second) return 'just now';
  const [unit, name] = (
    [
      [day, 'd'],
      [hour, 'h'],
      [minute, 'm'],
    ] as const
  ).find(([ms]) => distance >= ms) ?? [second, 's'];
  const text = `${Math.floor(distance / unit)} ${name}`;
  return atMs > nowMs ? `in ${text}` : `${text} ago`;
}

/** What is left: `00:41`, `1:02:03`. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / second));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return (hours > 0 ? [String(hours), ...parts] : parts).join(':');
}

/** A time to the second, its zone named. */
export function absoluteText(at: string | number, times: 'utc' | 'local'): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return String(at);
  if (times === 'utc') return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const fields = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()];
  const [months, days, hours, minutes, seconds] = fields.map((field) => String(field).padStart(2, '0'));
  const zone = new Intl.DateTimeFormat('en', { timeZoneName: 'short' }).formatToParts(date);
  const name = zone.find(({ type }) => type === 'timeZoneName')?.value ?? 'local';
  return `${date.getFullYear()}-${months}-${days} ${hours}:${minutes}:${seconds} ${name}`;
}
